using Julie.Contracts.Api;
using Julie.Index.Search.Conditions;
using Julie.Index.Search.Texts;

namespace Julie.Index.Search;

/// <summary>The lines of a place's own text in which required texts stand.</summary>
internal static class SnippetLines
{
    private const int MostMatches = 200;

    public static IReadOnlyList<MatchedLine> Of(string body, int firstLine, IReadOnlyList<TextCondition> patterns)
    {
        var ranges = patterns.SelectMany(p => p.Pattern.Find(body, MostMatches)).Select(m => new TextRange(m.Start, m.Length)).OrderBy(r => r.Start).ToList();
        return ranges.Count == 0 ? [] : [.. new TextLines(body).Matched(ranges).Select(l => l with { Number = l.Number + firstLine - 1 })];
    }
}
