using Julie.Index.Lexical;
using Julie.Index.Search;

namespace Julie.Index.Ranking;

/// <summary>
/// Puts candidates in order, one result for each file: how near a passage is to the query and how much of the query it holds are added up as they are. Unlike scores that are stretched between the best
/// and the worst candidate, they hang on the passage alone, and a weak best does not count as a strong one (decision 25). Names of symbols, files and folders, and how much of a file was found, are added;
/// what kind of file it is multiplies.
/// </summary>
internal sealed class Ranker(LexicalQuery query, QueryWords words, SearchRequest request, bool hasVector, RankingWeights weights)
{
    private const int MostMore = 5;

    private readonly PassageScore _passages = new(query, words, request.Mode, hasVector, weights);

    /// <summary>Files, best first.</summary>
    public IReadOnlyList<RankedHit> Rank(IReadOnlyList<Candidate> candidates, int limit)
    {
        var scored = Score(candidates);
        var together = Together(scored);
        return
        [
            .. scored.GroupBy(s => (File: FileOf(s), Line: request.EveryPlace ? s.Place.StartLine : 0))
                .Select(file => ToHit([.. file.OrderByDescending(s => s.Parts.Passage).ThenBy(s => s.Place.StartLine)], together.GetValueOrDefault(file.Key.File)))
                .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Place.Path, StringComparer.Ordinal).ThenBy(hit => hit.Place.Repository, StringComparer.Ordinal)
                .Take(limit),
        ];
    }

    private List<Scored> Score(IReadOnlyList<Candidate> candidates) =>
    [
        .. candidates.Select(candidate =>
        {
            var place = Best(candidate.Places);
            var parts = _passages.Of(candidate.Passage);
            return new Scored(candidate, place, !request.Ranking ? parts : parts with
            {
                Symbol = place.Symbol is null ? 0 : weights.SymbolName * words.Agreement(PathName.LastOfSymbol(place.Symbol)),
                Definition = weights.Definition * candidate.Definitions.Select(d => d.Worth(query, PathName.Stem(place.Path), weights)).DefaultIfEmpty().Max(),
            });
        }),
    ];

    /// <summary>For each file, what its passages among the best are worth together; the file with most has 1.</summary>
    private Dictionary<(long, string, string), double> Together(List<Scored> scored)
    {
        var sums = scored.OrderByDescending(s => s.Parts.Passage).Take(weights.BestPassages).GroupBy(FileOf)
            .ToDictionary(file => file.Key, file => file.Sum(s => s.Parts.Passage));
        var most = Math.Max(sums.Values.DefaultIfEmpty().Max(), 1e-9);
        return sums.ToDictionary(file => file.Key, file => file.Value / most);
    }

    private static (long Repository, string Ref, string Path) FileOf(Scored scored) => (scored.Place.RepositoryId, scored.Place.Ref, scored.Place.Path);

    private RankedHit ToHit(List<Scored> passages, double together)
    {
        var (candidate, place, parts) = passages[0];
        IReadOnlyList<Place> more = [.. passages.Skip(1).Take(MostMore).Select(s => s.Place)];
        return new(candidate, place, !request.Ranking ? parts : parts with
        {
            FileName = (weights.FileName * words.Agreement(PathName.Of(place.Path))) + (IsNamedWhole(place.Path) ? weights.WholeFileName : 0),
            Folders = weights.Folders * words.Share(PathName.Folders(place.Path)),
            Path = query.Paths.Any(path => PathName.EndsWith(place.Path, path)) ? weights.Path : 0,
            Together = weights.Together * together,
            AllWords = weights.AllWords * words.Held(passages.SelectMany(s => s.Candidate.Passage.Words).ToHashSet(StringComparer.Ordinal)),
            Factor = FileKind.Factor(place, query.Typed),
        }, more);
    }

    /// <summary>Whether the query says the file's whole name: by neighbouring words, or written as in code.</summary>
    private bool IsNamedWhole(string path)
    {
        var name = Joined(PathName.Of(path));
        return query.Names.Any(n => n.Kind is NameKind.Compound or NameKind.Written && Joined(n.Lower) == name);

        static string Joined(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
    }

    /// <summary>The plainest file first; among equals the one whose path says what the query says.</summary>
    private Place Best(IReadOnlyList<Place> places) => places.Count == 1
        ? places[0]
        : places.OrderByDescending(p => FileKind.Factor(p, query.Typed)).ThenByDescending(p => words.Share(p.Path)).First();

    private readonly record struct Scored(Candidate Candidate, Place Place, HitParts Parts);
}
