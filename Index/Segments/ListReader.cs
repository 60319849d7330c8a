using System.Collections.Frozen;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Segments;

/// <summary>
/// Reads the lists of some keys from every segment, and keeps them: a segment never changes. Which segments there are is asked in each snapshot, so that a search sees one state
/// of the index, whatever is kept (law 3). What was not used longest goes first.
/// </summary>
public sealed class ListReader : IDisposable
{
    /// <summary>Bytes that a key, and each of its lists, take beside the postings.</summary>
    private const int Overhead = 100;

    private readonly MemoryCache _kept;

    /// <param name="options">How much is kept.</param>
    public ListReader(IOptions<ListCacheOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _kept = new MemoryCache(new MemoryCacheOptions { SizeLimit = options.Value.CachedPostingsMegabytes * 1_000_000L });
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    /// <summary>The segments that the snapshot sees.</summary>
    internal static Statement<IReadOnlyList<Segment>> Segments(SegmentKind kind) => new(
        $"select id, stamp from {kind.Name}_segment",
        async (reader, token) =>
        {
            var segments = new List<Segment>();
            while (await reader.ReadAsync(token))
            {
                segments.Add(new(reader.GetInt64(0), reader.GetGuid(1)));
            }

            return segments;
        });

    /// <summary>The items that wait to be packed, in no order. To be asked in the snapshot of <see cref="Segments"/>.</summary>
    /// <param name="kind">Which index.</param>
    /// <param name="most">So many are told, the newest; null: all.</param>
    internal static Statement<long[]> Waiting(SegmentKind kind, int? most) =>
        new($"select {kind.Item}_id from {kind.Unpacked}{(most is { } few ? FormattableString.Invariant($" order by id desc limit {few}") : "")}", Sql.ReadIdsAsync);

    /// <summary>Reads what is not kept, in the same snapshot.</summary>
    /// <param name="kind">Which index.</param>
    /// <param name="segments">What <see cref="Segments"/> said.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="visit">Receives each list of these keys, encoded; kept ones at once.</param>
    internal Statement<bool> Lists(SegmentKind kind, IReadOnlyList<Segment> segments, IReadOnlyCollection<uint> keys, Action<uint, ReadOnlyMemory<byte>> visit)
    {
        var missing = new List<(Segment Segment, uint Key)>();
        foreach (var key in keys)
        {
            var kept = Kept(kind, key);
            foreach (var segment in segments)
            {
                if (!kept.TryGetValue(segment.Stamp, out var list))
                {
                    missing.Add((segment, key));
                }
                else if (!list.IsEmpty)
                {
                    visit(key, list);
                }
            }
        }

        if (missing.Count == 0)
        {
            return Statement.Known(true);
        }

        var statement = new Statement<bool>(
            $"select p.segment_id, p.postings from unnest(@segments, @buckets) m(segment, bucket) join {kind.Name}_posting p on p.segment_id = m.segment and p.bucket = m.bucket",
            async (reader, token) =>
            {
                var wanted = missing.ToDictionary(m => (m.Segment.Id, m.Key), _ => ReadOnlyMemory<byte>.Empty);
                while (await reader.ReadAsync(token))
                {
                    var (segment, bucket) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
                    Postings.Visit(bucket, (key, start, end) =>
                    {
                        if (wanted.ContainsKey((segment, key)))
                        {
                            // a copy, so that the rest of the bucket is not kept
                            wanted[(segment, key)] = bucket.AsSpan(start..end).ToArray();
                            visit(key, wanted[(segment, key)]);
                        }
                    });
                }

                foreach (var lists in missing.GroupBy(m => m.Key, m => (m.Segment.Stamp, List: wanted[(m.Segment.Id, m.Key)])))
                {
                    Keep(kind, lists.Key, segments, lists);
                }

                return true;
            });
        var rows = missing.Select(m => (m.Segment.Id, Bucket: kind.BucketOf(m.Key))).Distinct().ToArray();
        statement.Parameters.AddArray("segments", NpgsqlDbType.Bigint, [.. rows.Select(r => r.Id)]);
        statement.Parameters.AddArray("buckets", NpgsqlDbType.Integer, [.. rows.Select(r => r.Bucket)]);
        return statement;
    }

    private IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>> Kept(SegmentKind kind, uint key) =>
        _kept.TryGetValue((kind.Name, key), out IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>>? lists) ? lists! : FrozenDictionary<Guid, ReadOnlyMemory<byte>>.Empty;

    /// <summary>Keeps a key's lists: what is of none of these segments was merged away.</summary>
    private void Keep(SegmentKind kind, uint key, IReadOnlyList<Segment> segments, IEnumerable<(Guid Stamp, ReadOnlyMemory<byte> List)> found)
    {
        var kept = Kept(kind, key);
        var lists = segments.Where(s => kept.ContainsKey(s.Stamp)).ToDictionary(s => s.Stamp, s => kept[s.Stamp]);
        foreach (var (stamp, list) in found)
        {
            lists[stamp] = list;
        }

        _kept.Set<IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>>>((kind.Name, key), lists, new MemoryCacheEntryOptions { Size = Overhead + lists.Sum(l => Overhead + l.Value.Length) });
    }
}
