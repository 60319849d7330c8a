using System.Data;
using System.Runtime.InteropServices;
using Julie.Contracts.Api;
using Julie.Index.Lexical;
using Julie.Index.Segments;
using Julie.Index.Trigrams;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Health;

/// <summary>
/// Compares the postings of segments with the items that they stand for. A text or passage is in one segment with each of its trigrams or terms, or it waits for the
/// packer and is looked at by itself; anything else, and a search misses it or reads more than it needs.
/// </summary>
public sealed class SegmentDoctor(NpgsqlDataSource dataSource)
{
    private const int MostDetails = 20;

    /// <summary>Every text and its trigrams, in one state of the index.</summary>
    public Task<DoctorCheck> TextsAsync(bool mend, CancellationToken cancellationToken) => CheckAsync(
        "texts",
        SegmentKind.Trigrams,
        """
        select s.id, u.id is not null, 'text of blob ' || encode(b.object_id, 'hex'), s.text
        from source_text s join blob b on b.id = s.blob_id left join unpacked_text u on u.source_text_id = s.id
        """,
        reader => KeySum.Of(Trigram.Of(reader.GetString(3)).Select(trigram => (trigram, (byte)0))),
        mend, cancellationToken);

    /// <summary>Every passage and its terms, in one state of the index.</summary>
    public Task<DoctorCheck> TermsAsync(bool mend, CancellationToken cancellationToken) => CheckAsync(
        "terms",
        SegmentKind.Terms,
        """
        select p.id, u.id is not null, 'passage ' || encode(p.sha256, 'hex'), p.terms, p.length
        from passage p left join unpacked_passage u on u.passage_id = p.id
        """,
        reader => KeySum.Of(TermImpact.Of(reader.GetFieldValue<NpgsqlTsVector>(3), reader.GetInt32(4))),
        mend, cancellationToken);

    /// <summary>
    /// Mended by giving up the segments that are wrong: their items wait for the packer again, and are found meanwhile.
    /// </summary>
    /// <param name="name">Name of the check.</param>
    /// <param name="kind">What is compared.</param>
    /// <param name="select">Key of each item, whether it waits, what people call it, and what <paramref name="sum"/> reads.</param>
    /// <param name="sum">The item's keys.</param>
    /// <param name="mend">Whether to mend.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task<DoctorCheck> CheckAsync(
        string name, SegmentKind kind, string select, Func<NpgsqlDataReader, KeySum> sum, bool mend, CancellationToken cancellationToken)
    {
        var (looked, segments, items, details) = await LookAsync(kind, select, sum, cancellationToken);
        if (mend && items.Count + segments.Count > 0)
        {
            await MendAsync(kind, segments, items, cancellationToken);
        }

        var wrong = items.Count + segments.Count(s => s.Value.Count == 0);
        return new(name, looked, wrong, mend ? wrong : 0, details);
    }

    /// <summary>Wrong segments with all their items, and the items that are wrong, in a segment or in none.</summary>
    private async Task<(long Looked, Dictionary<long, IReadOnlyCollection<long>> Segments, List<long> Items, List<string> Details)> LookAsync(
        SegmentKind kind, string select, Func<NpgsqlDataReader, KeySum> sum, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var wrong = new Dictionary<long, IReadOnlyCollection<long>>();
        var details = new List<string>();
        var segments = new Dictionary<long, IReadOnlyDictionary<long, KeySum>>();
        var packed = new Dictionary<long, (long Segment, int Times)>();
        await foreach (var (id, content) in SegmentReader.ReadAsync(connection, kind, cancellationToken))
        {
            if (content is null)
            {
                wrong[id] = [];
                Say($"segment {id} of {kind.Name}s cannot be read");
                continue;
            }

            segments[id] = content;
            foreach (var item in content.Keys)
            {
                ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(packed, item, out _);
                place = (id, place.Times + 1);
            }
        }

        var items = new List<long>();
        var looked = 0L;
        await using var command = new NpgsqlCommand(select, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            looked++;
            var (item, waits) = (reader.GetInt64(0), reader.GetBoolean(1));
            var (segment, times) = packed.GetValueOrDefault(item);
            var places = times + (waits ? 1 : 0);
            var said = times == 0 ? default : segments[segment][item];
            var holds = places > 1 ? said : waits ? default : sum(reader);
            if (places <= 1 && said == holds)
            {
                continue;
            }

            items.Add(item);
            Say($"{reader.GetString(2)}: " + places switch
            {
                0 => $"it is in no segment of {kind.Name}s, and does not wait for one",
                1 => $"{said.Count} {kind.Name}s are said to be in it, there are {holds.Count}",
                _ => $"it is in {places} places of the index of {kind.Name}s",
            });
        }

        // An item that is in two has to leave both.
        var bad = items.ToHashSet();
        foreach (var (id, content) in segments.Where(s => s.Value.Keys.Any(bad.Contains)))
        {
            wrong[id] = [.. content.Keys];
        }

        return (looked, wrong, items, details);

        void Say(string what)
        {
            if (details.Count < MostDetails)
            {
                details.Add(what);
            }
        }
    }

    private async Task MendAsync(SegmentKind kind, Dictionary<long, IReadOnlyCollection<long>> wrong, IReadOnlyCollection<long> items, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var alone = new NpgsqlCommand("select pg_advisory_xact_lock(@lock)", connection) { CommandTimeout = 0 })
        {
            alone.Parameters.AddWithValue("lock", kind.Lock);
            await alone.ExecuteNonQueryAsync(cancellationToken);
        }

        // One that was merged since the look stays: what is wrong with it is found by the next.
        long[] gone;
        await using (var remove = new NpgsqlCommand($"delete from {kind.Name}_segment where id = any(@segments) returning id", connection) { CommandTimeout = 0 })
        {
            remove.Parameters.AddWithValue("segments", wrong.Keys.ToArray());
            gone = await remove.ReadIdsAsync(cancellationToken);
        }

        await using var wait = new NpgsqlCommand(
            $"""
            insert into {kind.Unpacked} ({kind.Item}_id)
            -- not one that is being collected
            select s.id from {kind.Item} s where s.id = any(@items) order by s.id for key share of s
            on conflict ({kind.Item}_id) do nothing
            """,
            connection) { CommandTimeout = 0 };
        wait.Parameters.AddWithValue("items", items.Concat(gone.SelectMany(id => wrong[id])).Distinct().ToArray());
        await wait.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
