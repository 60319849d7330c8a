using Julie.Contracts.Api;
using Julie.Index.Search.Texts;

namespace Julie.Index.Search;

/// <summary>What findings are spread over.</summary>
internal static class Facets
{
    private const int MostValues = 20;

    /// <summary>Of nothing.</summary>
    public static SearchFacets None { get; } = new([], [], []);

    // SECURITY: places come from readable files only, so their counts do too (law 4).
    public static SearchFacets Of(IReadOnlyList<Candidate> candidates) => Of(candidates.SelectMany(c => c.Places.Select(p => (c.Passage.Id, p.Repository, p.Language, p.Path))));

    public static SearchFacets Of(IReadOnlyList<TextFile> files) => Of(files.Select(f => (f.EntryId, f.Repository, f.Language, f.Path)));

    private static SearchFacets Of(IEnumerable<(long Id, string Repository, string Language, string Path)> findings)
    {
        var all = findings.ToList();
        return new(Count(all.Select(f => (f.Id, f.Repository))), Count(all.Select(f => (f.Id, f.Language))), Count(all.Select(f => (f.Id, Folder(f.Path)))));
    }

    private static List<FacetValue> Count(IEnumerable<(long Id, string Value)> values) =>
        [
            .. values.Distinct().GroupBy(v => v.Value, StringComparer.Ordinal).Select(g => new FacetValue(g.Key, g.Count()))
                .OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.Ordinal).Take(MostValues),
        ];

    private static string Folder(string path) => path.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? path[..slash] : ".";
}
