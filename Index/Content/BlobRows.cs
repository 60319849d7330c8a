using Npgsql;

namespace Julie.Index.Content;

/// <summary>Rows of <c>blob</c> inside a caller's transaction.</summary>
internal static class BlobRows
{
    public static async Task EnsureAsync(
        NpgsqlConnection connection, IReadOnlyCollection<(BlobKey Key, long Size)> blobs, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into blob (object_format, object_id, size)
            select n.object_format, n.object_id, n.size
            from unnest(@formats, @objects, @sizes) n(object_format, object_id, size)
            where not exists (select from blob b where b.object_id = n.object_id and b.object_format = n.object_format offset 0)
            order by n.object_id, n.object_format
            on conflict (object_id, object_format) do nothing
            """,
            connection);
        AddKeys(command.Parameters, blobs.Select(b => b.Key));
        command.Parameters.AddWithValue("sizes", blobs.Select(b => b.Size).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<Dictionary<BlobKey, long>> FindAsync(
        NpgsqlConnection connection, IReadOnlyCollection<BlobKey> keys, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select b.object_format, encode(b.object_id, 'hex'), b.id
            from blob b
            where b.id = any(array(
              select f.id from unnest(@formats, @objects) k(object_format, object_id)
              cross join lateral (select f.id from blob f where f.object_id = k.object_id and f.object_format = k.object_format offset 0) f))
            -- not to be collected before the commit
            order by b.id for key share of b
            """,
            connection);
        AddKeys(command.Parameters, keys);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new Dictionary<BlobKey, long>(keys.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids[new(reader.GetString(0), reader.GetString(1))] = reader.GetInt64(2);
        }

        return ids;
    }

    private static void AddKeys(NpgsqlParameterCollection parameters, IEnumerable<BlobKey> keys)
    {
        var list = keys.ToArray();
        parameters.AddWithValue("formats", list.Select(k => k.ObjectFormat).ToArray());
        parameters.AddWithValue("objects", list.Select(k => Convert.FromHexString(k.ObjectId)).ToArray());
    }
}
