using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Npgsql;

namespace Julie.Index.Segments;

/// <summary>Reads whole segments, to be compared with the items that they stand for.</summary>
internal static class SegmentReader
{
    /// <summary>Every segment that has rows, one after another.</summary>
    public static async IAsyncEnumerable<SegmentContent> ReadAsync(NpgsqlConnection connection, SegmentKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select segment_id, bucket, postings from {kind.Name}_posting order by segment_id", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var segment = 0L;
        Dictionary<long, KeySum>? items = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt64(0) != segment)
            {
                if (segment != 0)
                {
                    yield return new(segment, items);
                }

                (segment, items) = (reader.GetInt64(0), []);
            }

            if (items is not null && !Add(items, kind, reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)))
            {
                items = null;
            }
        }

        if (segment != 0)
        {
            yield return new(segment, items);
        }
    }

    private static bool Add(Dictionary<long, KeySum> items, SegmentKind kind, int bucket, byte[] postings)
    {
        var list = new List<Posting>();
        var last = 0u;
        try
        {
            Postings.Read(postings, kind.Weighted, key =>
            {
                Take(last);
                last = key;
                return list;
            });
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or OverflowException)
        {
            return false;
        }

        Take(last);
        return true;

        void Take(uint key)
        {
            foreach (var (item, weight) in list)
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(items, item, out _);
                // In another bucket no search looks for it.
                sum = kind.BucketOf(key) == bucket ? sum.Add(key, weight) : sum with { Count = sum.Count + 1 };
            }

            list.Clear();
        }
    }
}
