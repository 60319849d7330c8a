using Npgsql;

namespace Julie.Index.Search;

/// <summary>Texts of passages that were found.</summary>
internal static class PassageBodies
{
    public static async Task<Dictionary<long, string>> ReadAsync(
        NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id, body from passage where id = any(@ids)", connection);
        command.Parameters.AddWithValue("ids", ids);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var bodies = new Dictionary<long, string>(ids.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            bodies[reader.GetInt64(0)] = reader.GetString(1);
        }

        return bodies;
    }
}
