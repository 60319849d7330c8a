using Npgsql;

namespace Julie.Index.Trigrams;

/// <summary>
/// Moves new texts into segments of postings, and merges small segments. Until then a search looks at each new text by itself: nothing is missed
/// while this waits, it only takes longer. One process at a time; every step is one transaction.
/// </summary>
public sealed class TrigramPacker(NpgsqlDataSource dataSource)
{
    /// <summary>Fewer are not worth a segment.</summary>
    public const int FewestTexts = 64;

    private const int MostTexts = 4096;
    private const int ReadBatch = 128;

    /// <summary>Packs what waits. Returns how many texts it packed; 0 where another process is at it.</summary>
    /// <param name="fewest">So many must wait.</param>
    /// <param name="cancellationToken">Stops it between transactions.</param>
    public async Task<int> PackAsync(int fewest, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var packed = 0;
        while (await PackOnceAsync(connection, fewest, cancellationToken) is var texts and > 0)
        {
            packed += texts;
            while (await SegmentMerger.MergeAsync(connection, cancellationToken))
            {
            }
        }

        return packed;
    }

    private static async Task<int> PackOnceAsync(NpgsqlConnection connection, int fewest, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var take = new NpgsqlCommand(
            """
            select case when pg_try_advisory_xact_lock(@lock) then
              (select coalesce(array_agg(u.source_text_id order by u.source_text_id), '{}') from (select source_text_id from unpacked_text order by id limit @most) u)
              else '{}' end
            """,
            connection);
        take.Parameters.AddWithValue("lock", AdvisoryLock.Trigrams);
        take.Parameters.AddWithValue("most", MostTexts);
        var ids = (long[])(await take.ExecuteScalarAsync(cancellationToken))!;
        if (ids.Length < Math.Max(1, fewest))
        {
            return 0;
        }

        var writer = new SegmentWriter(connection);
        var number = new List<ulong>();
        var read = new List<long>();
        var trigrams = new HashSet<uint>();
        foreach (var batch in ids.Chunk(ReadBatch))
        {
            await using var command = new NpgsqlCommand("select id, text from source_text where id = any(@ids) order by id", connection);
            command.Parameters.AddWithValue("ids", batch);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                read.Add(reader.GetInt64(0));
                trigrams.Clear();
                Trigram.AddTo(trigrams, reader.GetString(1));
                foreach (var trigram in trigrams)
                {
                    // bucket, trigram, number of the text: one sort puts everything where it belongs
                    number.Add(((ulong)Postings.BucketOf(trigram) << 44) | ((ulong)trigram << 12) | (uint)(read.Count - 1));
                }
            }
        }

        number.Sort();
        await writer.WriteAsync(read.Count, Buckets(number, read), cancellationToken);
        await using var done = new NpgsqlCommand("delete from unpacked_text where source_text_id = any(@ids)", connection);
        done.Parameters.AddWithValue("ids", ids);
        await done.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ids.Length;
    }

    private static IEnumerable<(int Bucket, ReadOnlyMemory<byte> Postings)> Buckets(List<ulong> numbers, List<long> texts)
    {
        var bytes = new MemoryStream();
        var list = new List<long>();
        var before = 0u;
        for (var i = 0; i < numbers.Count; i++)
        {
            list.Add(texts[(int)(numbers[i] & 0xFFF)]);
            var (key, next) = (numbers[i] >> 12, i + 1 < numbers.Count ? numbers[i + 1] >> 12 : ulong.MaxValue);
            if (key == next)
            {
                continue;
            }

            var trigram = (uint)key;
            Postings.Add(bytes, before, trigram, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list));
            (before, _) = (trigram, 0);
            list.Clear();
            if (key >> 32 != next >> 32)
            {
                yield return ((int)(key >> 32), bytes.ToArray());
                bytes.SetLength(0);
                before = 0;
            }
        }
    }
}
