using Npgsql;

namespace Julie.Index.Trigrams;

/// <summary>Merges eight segments of about one size into one, so that a search reads few, and each posting is rewritten a few times only.</summary>
internal static class SegmentMerger
{
    private const int Fan = 8;

    /// <summary>Larger ones are left alone: eight of them are merged in memory.</summary>
    private const int Largest = 8192;

    /// <summary>Whether there was something to merge.</summary>
    public static async Task<bool> MergeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var find = new NpgsqlCommand(
            $"""
            select array_agg(id), sum(texts)::bigint
            from (
              select id, texts, floor(ln(greatest(texts, 1)) / ln({Fan})) as size, row_number() over (partition by floor(ln(greatest(texts, 1)) / ln({Fan})) order by id) as number
              from trigram_segment where texts < {Largest} and pg_try_advisory_xact_lock(@lock)) s
            group by size, (number - 1) / {Fan} having count(*) = {Fan} order by size limit 1
            """,
            connection);
        find.Parameters.AddWithValue("lock", AdvisoryLock.Trigrams);
        long[] segments;
        long texts;
        await using (var reader = await find.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }

            (segments, texts) = (reader.GetFieldValue<long[]>(0), reader.GetInt64(1));
        }

        var merged = await ReadAsync(connection, segments, cancellationToken);
        await new SegmentWriter(connection).WriteAsync(texts, merged, cancellationToken);
        await using var remove = new NpgsqlCommand("delete from trigram_segment where id = any(@segments)", connection);
        remove.Parameters.AddWithValue("segments", segments);
        await remove.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<List<(int Bucket, ReadOnlyMemory<byte> Postings)>> ReadAsync(NpgsqlConnection connection, long[] segments, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select bucket, postings from trigram_posting where segment_id = any(@segments) order by bucket", connection);
        command.Parameters.AddWithValue("segments", segments);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var merged = new List<(int, ReadOnlyMemory<byte>)>(Postings.Buckets);
        var lists = new SortedDictionary<uint, List<long>>();
        var bucket = -1;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt32(0) != bucket)
            {
                Close();
                bucket = reader.GetInt32(0);
            }

            Postings.Read(reader.GetFieldValue<byte[]>(1), trigram => lists.TryGetValue(trigram, out var list) ? list : lists[trigram] = []);
        }

        Close();
        return merged;

        void Close()
        {
            if (bucket < 0)
            {
                return;
            }

            var bytes = new MemoryStream();
            var before = 0u;
            foreach (var (trigram, list) in lists)
            {
                list.Sort();
                Postings.Add(bytes, before, trigram, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list));
                before = trigram;
            }

            merged.Add((bucket, bytes.ToArray()));
            lists.Clear();
        }
    }
}
