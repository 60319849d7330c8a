using Julie.Index.Lexical;
using Julie.Index.Snapshots;

namespace Julie.Index.Search;

/// <summary>
/// Puts candidates in order. Both scores are brought to 0..1 among the candidates and mixed: a convex combination, which keeps how far
/// apart scores are, where ranks alone forget it (S. Bruch, S. Gai, A. Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2022).
/// </summary>
internal sealed class Fusion(LexicalQuery query, SearchRequest request, bool hasVector)
{
    private readonly TreeEntryFlags _asked = AskedFor(query);

    /// <summary>Ranked candidates with the place to show, at most a few of one file.</summary>
    public IReadOnlyList<(Candidate Candidate, Place Place, double Score)> Rank(IReadOnlyList<Candidate> candidates, int limit)
    {
        var bestBm25 = Math.Max(candidates.Select(c => c.Bm25).DefaultIfEmpty().Max(), 1e-9);
        var similarities = candidates.Where(c => c.Similarity is not null).Select(c => c.Similarity!.Value).ToArray();
        var (low, high) = similarities.Length == 0 ? (0, 1) : (similarities.Min(), similarities.Max());
        var share = !hasVector ? 0 : request.Mode == SearchMode.Semantic ? 1 : query.Identifiers.Count > 0 ? RankingWeights.VectorForIdentifiers : RankingWeights.VectorForWords;

        var ranked = candidates
            .Select(c => (Candidate: c, Place: Best(c.Places), Base: (share * Vector(c)) + ((1 - share) * (c.Bm25 / bestBm25)) + Definition(c)))
            .Select(c => (c.Candidate, c.Place, Score: request.Ranking ? (c.Base + Names(c.Place)) * RankingWeights.Factor(c.Place.Flags & ~_asked) : c.Base))
            .OrderByDescending(c => c.Score).ThenBy(c => c.Place.Path, StringComparer.Ordinal).ThenBy(c => c.Place.StartLine);
        var shown = new Dictionary<(long, string), int>();
        var hits = new List<(Candidate, Place, double)>(limit);
        foreach (var hit in ranked)
        {
            var file = (hit.Place.RepositoryId, hit.Place.Path);
            shown[file] = shown.GetValueOrDefault(file) + 1;
            if (shown[file] <= RankingWeights.HitsOfFile)
            {
                hits.Add(hit);
            }

            if (hits.Count == limit)
            {
                break;
            }
        }

        return hits;

        double Vector(Candidate candidate) => candidate.Similarity is not { } similarity ? 0 : high - low < 1e-9 ? 1 : (similarity - low) / (high - low);
    }

    private double Definition(Candidate candidate) =>
        candidate.Definitions.Any(d => query.Identifiers.Contains(d)) ? RankingWeights.Definition
        : candidate.Definitions.Count > 0 ? RankingWeights.CompoundDefinition
        : 0;

    /// <summary>The plainest file first; among equals the one whose path says what the query says.</summary>
    private Place Best(IReadOnlyList<Place> places) =>
        places.Count == 1 ? places[0] : places.OrderBy(p => p.Flags & ~_asked).ThenByDescending(p => Share(p.Path)).First();

    private double Names(Place place) =>
        (RankingWeights.PathTerms * Share(place.Path)) + (place.Symbol is null ? 0 : RankingWeights.SymbolTerms * Share(place.Symbol));

    /// <summary>Share of the typed terms that occur in a name, another form of the word included.</summary>
    private double Share(string name)
    {
        if (query.Typed.Count == 0)
        {
            return 0;
        }

        var terms = new HashSet<string>(StringComparer.Ordinal);
        CodeTerms.Visit(name, (term, _) => terms.Add(term.ToString()));
        return (double)query.Typed.Count(t => terms.Contains(t) || WordForms.Of(t).Any(terms.Contains)) / query.Typed.Count;
    }

    private static TreeEntryFlags AskedFor(LexicalQuery query)
    {
        var asked = TreeEntryFlags.None;
        foreach (var term in query.Typed)
        {
            asked |= term switch
            {
                "test" or "tests" or "testing" or "spec" or "specs" => TreeEntryFlags.Test,
                "doc" or "docs" or "documentation" or "readme" or "guide" or "tutorial" => TreeEntryFlags.Documentation,
                "generated" => TreeEntryFlags.Generated,
                "vendor" or "vendored" => TreeEntryFlags.Vendored,
                _ => TreeEntryFlags.None,
            };
        }

        return asked;
    }
}
