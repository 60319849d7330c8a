using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>A space's HNSW index as the database has it.</summary>
/// <param name="IsValid">False for what an interrupted concurrent build left behind, and while a build is under way.</param>
internal sealed record HnswIndex(bool IsValid)
{
    public static async Task<HnswIndex?> FindAsync(NpgsqlConnection connection, long spaceId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select i.indisvalid from pg_index i where i.indexrelid = to_regclass($1)", connection);
        command.Parameters.Add(new() { Value = SpaceTable.HnswIndex(spaceId) });
        return await command.ExecuteScalarAsync(cancellationToken) is bool valid ? new(valid) : null;
    }
}
