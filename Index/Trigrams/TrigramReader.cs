using System.Runtime.InteropServices;
using Julie.Index.Segments;
using Npgsql;

namespace Julie.Index.Trigrams;

/// <summary>Which texts may hold a pattern, by their trigrams.</summary>
internal static class TrigramReader
{
    /// <summary>Keys of texts, those that are in no segment yet included; null where trigrams tell nothing.</summary>
    public static async Task<long[]?> FindAsync(NpgsqlConnection connection, ListReader reader, TrigramQuery query, CancellationToken cancellationToken)
    {
        var lists = new Dictionary<uint, List<long>>();
        Collect(query, lists);
        if (lists.Count == 0)
        {
            return query is TrigramQuery.Everything ? null : throw new InvalidOperationException("a query without trigrams finds everything");
        }

        var unpacked = await ReadAsync(connection, reader, lists, cancellationToken);
        var found = Evaluate(query, lists);
        return unpacked.Length == 0 ? found : [.. found.Union(unpacked)];
    }

    private static void Collect(TrigramQuery query, Dictionary<uint, List<long>> lists)
    {
        switch (query)
        {
            case TrigramQuery.Single single:
                lists.TryAdd(single.Trigram, []);
                break;
            case TrigramQuery.Every every:
                every.Parts.ToList().ForEach(p => Collect(p, lists));
                break;
            case TrigramQuery.Either either:
                either.Parts.ToList().ForEach(p => Collect(p, lists));
                break;
        }
    }

    /// <summary>Fills the lists. Returns the texts that are in no segment yet.</summary>
    private static async Task<long[]> ReadAsync(NpgsqlConnection connection, ListReader reader, Dictionary<uint, List<long>> lists, CancellationToken cancellationToken)
    {
        var (segments, waiting) = (ListReader.Segments(SegmentKind.Trigrams), ListReader.Waiting(SegmentKind.Trigrams, most: null));
        await connection.AskAsync([segments, waiting], cancellationToken);
        await connection.AskAsync(reader.Lists(SegmentKind.Trigrams, segments.Answer, lists.Keys, (trigram, list) => Postings.ReadItems(list.Span, lists[trigram])), cancellationToken);
        foreach (var list in lists.Values)
        {
            // Segments follow each other in time, so the lists are nearly in order.
            list.Sort();
        }

        return waiting.Answer;
    }

    private static long[] Evaluate(TrigramQuery query, Dictionary<uint, List<long>> lists) => query switch
    {
        TrigramQuery.Single single => [.. lists[single.Trigram]],
        TrigramQuery.Every every => Intersect(every, lists),
        TrigramQuery.Either either => [.. either.Parts.SelectMany(p => Evaluate(p, lists)).Distinct().Order()],
        _ => throw new InvalidOperationException("everything is in no list"),
    };

    private static long[] Intersect(TrigramQuery.Every every, Dictionary<uint, List<long>> lists)
    {
        var known = every.Parts.OfType<TrigramQuery.Single>().Select(s => lists[s.Trigram]).Distinct().OrderBy(l => l.Count).ToList();
        long[]? found = known.Count == 0 ? null : [.. known[0]];
        foreach (var list in known.Skip(1))
        {
            found = Both(found!, CollectionsMarshal.AsSpan(list));
        }

        foreach (var part in every.Parts.Where(p => p is not TrigramQuery.Single))
        {
            var others = Evaluate(part, lists);
            found = found is null ? others : Both(found, others);
        }

        return found!;
    }

    private static long[] Both(long[] few, ReadOnlySpan<long> many)
    {
        var both = new List<long>(few.Length);
        var at = 0;
        foreach (var text in few)
        {
            while (at < many.Length && many[at] < text)
            {
                at++;
            }

            if (at < many.Length && many[at] == text)
            {
                both.Add(text);
            }
        }

        return [.. both];
    }
}
