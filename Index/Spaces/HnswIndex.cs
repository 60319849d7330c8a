using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>A space's HNSW index as the database has it.</summary>
/// <param name="IsValid">False for what an interrupted concurrent build left behind, and while a build is under way.</param>
internal sealed record HnswIndex(bool IsValid)
{
    public static Task<HnswIndex?> FindAsync(NpgsqlConnection connection, long spaceId, CancellationToken cancellationToken) =>
        connection.AskAsync(Find(spaceId), cancellationToken);

    /// <summary>Null where there is none.</summary>
    public static Statement<HnswIndex?> Find(long spaceId)
    {
        var statement = new Statement<HnswIndex?>(
            "select i.indisvalid from pg_index i where i.indexrelid = to_regclass(@index)",
            async (reader, token) => await reader.ReadAsync(token) ? new(reader.GetBoolean(0)) : null);
        statement.Parameters.AddWithValue("index", SpaceTable.HnswIndex(spaceId));
        return statement;
    }
}
