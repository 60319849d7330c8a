using Npgsql;

namespace Julie.Index.Segments;

/// <summary>Reads the lists of some keys from every segment, and which items are in no segment yet.</summary>
internal static class ListReader
{
    /// <param name="connection">In the search's transaction: both are of one state.</param>
    /// <param name="kind">Which index.</param>
    /// <param name="keys">The keys; their buckets hold others, too.</param>
    /// <param name="visit">Receives each list of these keys, encoded.</param>
    /// <param name="mostWaiting">So many items that wait are told, the newest; null: all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The items that wait, in no order.</returns>
    public static async Task<long[]> ReadAsync(
        NpgsqlConnection connection, SegmentKind kind, IReadOnlySet<uint> keys, Action<uint, ReadOnlyMemory<byte>> visit, int? mostWaiting, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new($"select postings from {kind.Name}_posting where bucket = any(@buckets)"));
        batch.BatchCommands[0].Parameters.AddWithValue("buckets", keys.Select(kind.BucketOf).Distinct().ToArray());
        batch.BatchCommands.Add(new($"select {kind.Item}_id from {kind.Unpacked}{(mostWaiting is { } most ? FormattableString.Invariant($" order by id desc limit {most}") : "")}"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var bucket = reader.GetFieldValue<byte[]>(0);
            Postings.Visit(bucket, (key, start, end) =>
            {
                if (keys.Contains(key))
                {
                    visit(key, bucket.AsMemory(start..end));
                }
            });
        }

        await reader.NextResultAsync(cancellationToken);
        var waiting = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            waiting.Add(reader.GetInt64(0));
        }

        return [.. waiting];
    }
}
