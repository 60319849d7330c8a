using System.Runtime.InteropServices;
using Npgsql;

namespace Julie.Index.Segments;

/// <summary>
/// Moves new items into segments of postings, and merges small segments. Until then a search looks at each new item by itself: nothing is missed
/// while this waits, it only takes longer. One process at a time; every step is one transaction.
/// </summary>
public abstract class SegmentPacker
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly SegmentKind _kind;
    private readonly int _most;

    private protected SegmentPacker(NpgsqlDataSource dataSource, SegmentKind kind, int fewest, int most) =>
        (_dataSource, _kind, Fewest, _most) = (dataSource, kind, fewest, most);

    /// <summary>Fewer items are not worth a segment.</summary>
    public int Fewest { get; }

    /// <summary>Packs what waits. Returns how many items it packed; 0 where another process is at it.</summary>
    /// <param name="fewest">So many must wait.</param>
    /// <param name="cancellationToken">Stops it between transactions.</param>
    public async Task<int> PackAsync(int fewest, CancellationToken cancellationToken)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        var merger = new SegmentMerger(connection, _kind);
        var packed = 0;

        // What comes meanwhile is packed only where it is worth it.
        while (await PackOnceAsync(connection, packed == 0 ? fewest : Math.Max(fewest, Fewest), cancellationToken) is var items and > 0)
        {
            packed += items;
            while (await merger.MergeAsync(cancellationToken))
            {
            }
        }

        return packed;
    }

    /// <summary>Takes items in: the number of each among <paramref name="items"/>, and its distinct keys.</summary>
    private protected abstract Task ReadAsync(NpgsqlConnection connection, long[] items, KeyVisitor visit, CancellationToken cancellationToken);

    private async Task<int> PackOnceAsync(NpgsqlConnection connection, int fewest, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var take = new NpgsqlCommand(
            $$"""
            select case when pg_try_advisory_xact_lock(@lock) then
              (select coalesce(array_agg(u.item order by u.item), '{}') from (select {{_kind.Item}}_id as item from {{_kind.Unpacked}} order by id limit @most) u)
              else '{}' end
            """,
            connection);
        take.Parameters.AddWithValue("lock", _kind.Lock);
        take.Parameters.AddWithValue("most", _most);
        var items = (long[])(await take.ExecuteScalarAsync(cancellationToken))!;
        if (items.Length < Math.Max(1, fewest))
        {
            return 0;
        }

        // key, number of the item, weight: one sort puts everything where it belongs
        var buckets = new List<ulong>?[_kind.Buckets];
        await ReadAsync(
            connection, items, (number, key, weight) => (buckets[_kind.BucketOf(key)] ??= []).Add(((ulong)key << 32) | ((ulong)(uint)number << 8) | weight), cancellationToken);
        var writer = new SegmentWriter(connection, _kind);
        await writer.AddAsync(await writer.CreateAsync(items.Length, cancellationToken), Written(buckets, items), cancellationToken);
        await using var done = new NpgsqlCommand($"delete from {_kind.Unpacked} where {_kind.Item}_id = any(@items)", connection);
        done.Parameters.AddWithValue("items", items);
        await done.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return items.Length;
    }

    private IEnumerable<(int Bucket, ReadOnlyMemory<byte> Postings)> Written(List<ulong>?[] buckets, long[] items)
    {
        var bytes = new MemoryStream();
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            if (buckets[bucket] is not { } entries)
            {
                continue;
            }

            entries.Sort();
            bytes.SetLength(0);
            Write(bytes, entries, items);
            buckets[bucket] = null;
            yield return (bucket, bytes.ToArray());
        }
    }

    private void Write(MemoryStream bytes, List<ulong> entries, long[] items)
    {
        var list = new List<Posting>();
        var before = 0u;
        for (var i = 0; i < entries.Count; i++)
        {
            var key = (uint)(entries[i] >> 32);
            list.Add(new(items[(int)(entries[i] >> 8) & 0xFF_FFFF], (byte)entries[i]));
            if (i + 1 == entries.Count || (uint)(entries[i + 1] >> 32) != key)
            {
                Postings.Add(bytes, _kind.Weighted, before, key, CollectionsMarshal.AsSpan(list));
                before = key;
                list.Clear();
            }
        }
    }
}
