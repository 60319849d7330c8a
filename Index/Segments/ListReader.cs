using Npgsql;

namespace Julie.Index.Segments;

/// <summary>Reads the lists of some keys from every segment, and which items are in no segment yet. Both are to be asked in one transaction: they are of one state.</summary>
internal static class ListReader
{
    /// <param name="kind">Which index.</param>
    /// <param name="keys">The keys; their buckets hold others, too.</param>
    /// <param name="visit">Receives each list of these keys, encoded.</param>
    public static Statement<bool> Lists(SegmentKind kind, IReadOnlySet<uint> keys, Action<uint, ReadOnlyMemory<byte>> visit)
    {
        var statement = new Statement<bool>(
            $"select postings from {kind.Name}_posting where bucket = any(@buckets)",
            async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
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

                return true;
            });
        statement.Parameters.AddWithValue("buckets", keys.Select(kind.BucketOf).Distinct().ToArray());
        return statement;
    }

    /// <summary>The items that wait to be packed, in no order.</summary>
    /// <param name="kind">Which index.</param>
    /// <param name="most">So many are told, the newest; null: all.</param>
    public static Statement<long[]> Waiting(SegmentKind kind, int? most) =>
        new($"select {kind.Item}_id from {kind.Unpacked}{(most is { } few ? FormattableString.Invariant($" order by id desc limit {few}") : "")}", Sql.ReadIdsAsync);
}
