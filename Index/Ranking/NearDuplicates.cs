using Julie.Index.Lexical;
using Julie.Index.Search;

namespace Julie.Index.Ranking;

/// <summary>
/// Files whose best passages say nearly the same (forks that moved on, copies with another licence header, variants for another platform) become one result, the best of
/// them, which says where the others are.
/// </summary>
internal static class NearDuplicates
{
    /// <summary>Less text says too little to be told apart.</summary>
    private const int FewestTerms = 12;

    /// <summary>The hits whose texts <see cref="Collapse"/> may need: only those of one symbol are ever alike, so with as many symbols as results are wanted the others are out.</summary>
    public static IReadOnlyList<RankedHit> Needed(IReadOnlyList<RankedHit> ranked, int limit)
    {
        var symbols = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. ranked.Where(hit =>
            {
                var symbol = hit.Place.Symbol ?? "";
                return symbols.Contains(symbol) || (symbols.Count < limit && symbols.Add(symbol));
            }),
        ];
    }

    /// <summary>The first <paramref name="limit"/> results, each with the files that it stands for.</summary>
    /// <param name="ranked">Best first.</param>
    /// <param name="bodies">Texts of their passages.</param>
    /// <param name="limit">How many are wanted.</param>
    public static IReadOnlyList<(RankedHit Hit, IReadOnlyList<Place> Copies)> Collapse(
        IReadOnlyList<RankedHit> ranked, IReadOnlyDictionary<long, string> bodies, int limit)
    {
        var kept = new List<(RankedHit Hit, Lazy<HashSet<string>> Terms, List<Place> Copies)>(limit);
        foreach (var hit in ranked)
        {
            // Most results have a symbol that no other has: their texts need not be read.
            var terms = new Lazy<HashSet<string>>(() => Terms(bodies[hit.Candidate.Passage.Id]));
            if (kept.Find(k => k.Hit.Place.Symbol == hit.Place.Symbol && Alike(k.Terms.Value, terms.Value)) is { Hit: not null } original)
            {
                original.Copies.Add(hit.Place);
            }
            else if (kept.Count < limit)
            {
                kept.Add((hit, terms, []));
            }
        }

        return [.. kept.Select(k => (k.Hit, (IReadOnlyList<Place>)k.Copies))];
    }

    private static bool Alike(HashSet<string> a, HashSet<string> b)
    {
        var (small, large) = a.Count < b.Count ? (a, b) : (b, a);
        if (small.Count < FewestTerms || small.Count < RankingWeights.Product.NearDuplicate * large.Count)
        {
            return false;
        }

        var common = small.Count(large.Contains);
        return common >= RankingWeights.Product.NearDuplicate * (a.Count + b.Count - common);
    }

    private static HashSet<string> Terms(string body)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        CodeTerms.Visit(body, (term, _) => terms.Add(term.ToString()));
        return terms;
    }
}
