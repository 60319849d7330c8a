using System.Runtime.InteropServices;
using Npgsql;

namespace Julie.Index.Segments;

/// <summary>Merges eight segments of about one size into one, so that a search reads few, and each posting is rewritten a few times only.</summary>
internal sealed class SegmentMerger(NpgsqlConnection connection, SegmentKind kind)
{
    private const int Fan = 8;

    /// <summary>So many buckets are in memory at a time.</summary>
    private const int Slice = 512;

    /// <summary>Whether there was something to merge.</summary>
    public async Task<bool> MergeAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var find = new NpgsqlCommand(
            $"""
            select array_agg(id), sum(items)::bigint
            from (
              select id, items, floor(ln(greatest(items, 1)) / ln({Fan})) as size, row_number() over (partition by floor(ln(greatest(items, 1)) / ln({Fan})) order by id) as number
              from {kind.Name}_segment where items < {kind.Largest} and pg_try_advisory_xact_lock(@lock)) s
            group by size, (number - 1) / {Fan} having count(*) = {Fan} order by size limit 1
            """,
            connection);
        find.Parameters.AddWithValue("lock", kind.Lock);
        long[] segments;
        long items;
        await using (var reader = await find.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }

            (segments, items) = (reader.GetFieldValue<long[]>(0), reader.GetInt64(1));
        }

        var writer = new SegmentWriter(connection, kind);
        var merged = await writer.CreateAsync(items, cancellationToken);
        for (var first = 0; first < kind.Buckets; first += Slice)
        {
            await writer.AddAsync(merged, await ReadAsync(segments, first, cancellationToken), cancellationToken);
        }

        await using var remove = new NpgsqlCommand($"delete from {kind.Name}_segment where id = any(@segments)", connection);
        remove.Parameters.AddWithValue("segments", segments);
        await remove.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<List<(int Bucket, ReadOnlyMemory<byte> Postings)>> ReadAsync(long[] segments, int first, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select bucket, postings from {kind.Name}_posting where segment_id = any(@segments) and bucket >= @first and bucket < @first + {Slice} order by bucket", connection);
        command.Parameters.AddWithValue("segments", segments);
        command.Parameters.AddWithValue("first", first);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var merged = new List<(int, ReadOnlyMemory<byte>)>(Slice);
        var lists = new SortedDictionary<uint, List<Posting>>();
        var bucket = -1;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt32(0) != bucket)
            {
                Close();
                bucket = reader.GetInt32(0);
            }

            Postings.Read(reader.GetFieldValue<byte[]>(1), kind.Weighted, key => lists.TryGetValue(key, out var list) ? list : lists[key] = []);
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
            foreach (var (key, list) in lists)
            {
                list.Sort();
                Postings.Add(bytes, kind.Weighted, before, key, CollectionsMarshal.AsSpan(list));
                before = key;
            }

            merged.Add((bucket, bytes.ToArray()));
            lists.Clear();
        }
    }
}
