using Julie.Contracts.Api;
using Julie.Index.Lexical;
using Julie.Index.Search.Conditions;
using Julie.Index.Search.Patterns;
using Julie.Index.Search.Texts;

namespace Julie.Index.Search;

/// <summary>What of a text a query lights up.</summary>
public static class Highlights
{
    private const int MostMatches = 2_000;

    /// <summary>Lines with the words of a query, in any case, and with the texts that it requires. Stop words light up only where there is nothing else.</summary>
    /// <param name="text">A whole text.</param>
    /// <param name="filters">The query's conditions.</param>
    /// <param name="words">The query's words.</param>
    public static IEnumerable<MatchedLine> Of(string text, SearchFilters filters, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(filters);
        var telling = words.Where(w => w.Length > 1).ToLookup(w => !StopWords.Contains(w.ToLowerInvariant()));
        var patterns = telling[telling.Contains(true)].Select(CodePattern.Phrase).Concat(filters.Where is { } where ? ConditionTree.Wanted(where).Select(w => w.Pattern) : []);
        var ranges = patterns.SelectMany(p => p.Find(text, MostMatches)).Select(m => new TextRange(m.Start, m.Length)).OrderBy(r => r.Start).ThenBy(r => r.Length).ToList();
        return new TextLines(text).Matched(ranges);
    }
}
