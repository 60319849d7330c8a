using Npgsql;

namespace Julie.Index.Content;

/// <summary>What is remembered of blobs, so that they need not be read again. Losing any of it costs a read, no more.</summary>
public sealed class BlobFacts(NpgsqlDataSource dataSource)
{
    /// <summary>Values of these keys, for those blobs that have one.</summary>
    public async Task<IReadOnlyDictionary<(BlobKey Blob, string Key), string>> FindAsync(
        IReadOnlyCollection<(BlobKey Blob, string Key)> wanted, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select k.object_format, encode(k.object_id, 'hex'), k.key, f.value
            from unnest(@formats, @objects, @keys) k(object_format, object_id, key)
            cross join lateral (select b.id from blob b where b.object_id = k.object_id and b.object_format = k.object_format offset 0) b
            cross join lateral (select f.value from blob_fact f where f.blob_id = b.id and f.key = k.key offset 0) f
            """);
        command.Parameters.AddWithValue("formats", wanted.Select(w => w.Blob.ObjectFormat).ToArray());
        command.Parameters.AddWithValue("objects", wanted.Select(w => Convert.FromHexString(w.Blob.ObjectId)).ToArray());
        command.Parameters.AddWithValue("keys", wanted.Select(w => w.Key).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<(BlobKey, string), string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found[(new(reader.GetString(0), reader.GetString(1)), reader.GetString(2))] = reader.GetString(3);
        }

        return found;
    }

    /// <summary>Remembers these; what is known already stays as it is.</summary>
    public async Task AddAsync(IReadOnlyCollection<BlobFact> facts, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var blobs = facts.GroupBy(f => f.Blob).Select(g => (g.Key, g.First().Size)).ToArray();
        await BlobRows.EnsureAsync(connection, blobs, cancellationToken);
        var ids = await BlobRows.FindAsync(connection, [.. blobs.Select(b => b.Key)], cancellationToken);
        // One that was collected between the two statements is not remembered.
        var stored = facts.Where(f => ids.ContainsKey(f.Blob)).ToArray();
        await using var command = new NpgsqlCommand(
            """
            insert into blob_fact (blob_id, key, value)
            select distinct on (blob_id, key) blob_id, key, value from unnest(@blobs, @keys, @values) n(blob_id, key, value) order by blob_id, key
            on conflict (blob_id, key) do nothing
            """,
            connection);
        command.Parameters.AddWithValue("blobs", stored.Select(f => ids[f.Blob]).ToArray());
        command.Parameters.AddWithValue("keys", stored.Select(f => f.Key).ToArray());
        command.Parameters.AddWithValue("values", stored.Select(f => f.Value).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
