using System.Data;
using System.Runtime.InteropServices;
using Julie.Contracts.Api;
using Julie.Index.Trigrams;
using Npgsql;

namespace Julie.Index.Health;

/// <summary>
/// Compares the trigrams of segments with the texts that they stand for. A text is in one segment with each of its trigrams, or it waits for the
/// packer and is looked at by itself; anything else, and a search for text misses it or reads more than it needs.
/// </summary>
public sealed class TextDoctor(NpgsqlDataSource dataSource)
{
    private const int MostDetails = 20;

    /// <summary>
    /// Looks at every text, in one state of the index. Mended by giving up the segments that are wrong: their texts wait for the packer again, and
    /// are found meanwhile.
    /// </summary>
    public async Task<DoctorCheck> CheckAsync(bool mend, CancellationToken cancellationToken)
    {
        var (looked, segments, texts, details) = await LookAsync(cancellationToken);
        if (mend && texts.Count + segments.Count > 0)
        {
            await MendAsync(segments, texts, cancellationToken);
        }

        var wrong = texts.Count + segments.Count(s => s.Value.Count == 0);
        return new("texts", looked, wrong, mend ? wrong : 0, details);
    }

    /// <summary>Wrong segments with all their texts, and the texts that are wrong, in a segment or in none.</summary>
    private async Task<(long Looked, Dictionary<long, IReadOnlyCollection<long>> Segments, List<long> Texts, List<string> Details)> LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var wrong = new Dictionary<long, IReadOnlyCollection<long>>();
        var details = new List<string>();
        var segments = new Dictionary<long, IReadOnlyDictionary<long, TrigramSum>>();
        var packed = new Dictionary<long, (long Segment, int Times)>();
        await foreach (var (id, content) in SegmentReader.ReadAsync(connection, cancellationToken))
        {
            if (content is null)
            {
                wrong[id] = [];
                Say($"segment {id} of trigrams cannot be read");
                continue;
            }

            segments[id] = content;
            foreach (var text in content.Keys)
            {
                ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(packed, text, out _);
                place = (id, place.Times + 1);
            }
        }

        var texts = new List<long>();
        var looked = 0L;
        await using var command = new NpgsqlCommand(
            """
            select s.id, s.text, u.id is not null, encode(b.object_id, 'hex')
            from source_text s join blob b on b.id = s.blob_id left join unpacked_text u on u.source_text_id = s.id
            """,
            connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            looked++;
            var (text, waits) = (reader.GetInt64(0), reader.GetBoolean(2));
            var (segment, times) = packed.GetValueOrDefault(text);
            var places = times + (waits ? 1 : 0);
            var said = times == 0 ? default : segments[segment][text];
            var holds = places > 1 ? said : waits ? default : TrigramSum.Of(reader.GetString(1));
            if (places <= 1 && said == holds)
            {
                continue;
            }

            texts.Add(text);
            Say($"blob {reader.GetString(3)}: " + places switch
            {
                0 => "its text is in no segment of trigrams, and does not wait for one",
                1 => $"{said.Count} trigrams are said to be in its text, there are {holds.Count}",
                _ => $"its text is in {places} places of the trigram index",
            });
        }

        // A text that is in two has to leave both.
        var bad = texts.ToHashSet();
        foreach (var (id, content) in segments.Where(s => s.Value.Keys.Any(bad.Contains)))
        {
            wrong[id] = [.. content.Keys];
        }

        return (looked, wrong, texts, details);

        void Say(string what)
        {
            if (details.Count < MostDetails)
            {
                details.Add(what);
            }
        }
    }

    private async Task MendAsync(Dictionary<long, IReadOnlyCollection<long>> wrong, IReadOnlyCollection<long> texts, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var alone = new NpgsqlCommand("select pg_advisory_xact_lock(@lock)", connection) { CommandTimeout = 0 })
        {
            alone.Parameters.AddWithValue("lock", AdvisoryLock.Trigrams);
            await alone.ExecuteNonQueryAsync(cancellationToken);
        }

        // One that was merged since the look stays: what is wrong with it is found by the next.
        long[] gone;
        await using (var remove = new NpgsqlCommand("delete from trigram_segment where id = any(@segments) returning id", connection) { CommandTimeout = 0 })
        {
            remove.Parameters.AddWithValue("segments", wrong.Keys.ToArray());
            gone = await remove.ReadIdsAsync(cancellationToken);
        }

        await using var wait = new NpgsqlCommand(
            """
            insert into unpacked_text (source_text_id)
            -- not one that is being collected
            select s.id from source_text s where s.id = any(@texts) order by s.id for key share of s
            on conflict (source_text_id) do nothing
            """,
            connection) { CommandTimeout = 0 };
        wait.Parameters.AddWithValue("texts", texts.Concat(gone.SelectMany(id => wrong[id])).Distinct().ToArray());
        await wait.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
