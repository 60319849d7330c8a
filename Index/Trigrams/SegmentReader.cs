using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Npgsql;

namespace Julie.Index.Trigrams;

/// <summary>Reads whole segments, to be compared with the texts that they stand for.</summary>
internal static class SegmentReader
{
    /// <summary>Every segment that has rows, one after another.</summary>
    public static async IAsyncEnumerable<SegmentContent> ReadAsync(NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select segment_id, bucket, postings from trigram_posting order by segment_id", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var segment = 0L;
        Dictionary<long, TrigramSum>? texts = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt64(0) != segment)
            {
                if (segment != 0)
                {
                    yield return new(segment, texts);
                }

                (segment, texts) = (reader.GetInt64(0), []);
            }

            if (texts is not null && !Add(texts, reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)))
            {
                texts = null;
            }
        }

        if (segment != 0)
        {
            yield return new(segment, texts);
        }
    }

    private static bool Add(Dictionary<long, TrigramSum> texts, int bucket, byte[] postings)
    {
        var list = new List<long>();
        var last = 0u;
        try
        {
            Postings.Read(postings, trigram =>
            {
                Take(last);
                last = trigram;
                return list;
            });
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or OverflowException)
        {
            return false;
        }

        Take(last);
        return true;

        void Take(uint trigram)
        {
            foreach (var text in list)
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(texts, text, out _);
                // In another bucket no search looks for it.
                sum = Postings.BucketOf(trigram) == bucket ? sum.Add(trigram) : sum with { Count = sum.Count + 1 };
            }

            list.Clear();
        }
    }
}
