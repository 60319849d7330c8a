using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>Symbols by the line patterns of Languages.json, for languages that ctags does not know.</summary>
internal static class PatternSymbols
{
    private static readonly ConcurrentDictionary<string, (string Kind, Regex Pattern)[]> Patterns = new(StringComparer.Ordinal);

    /// <summary>What stands where a name would: <c>class func</c>, <c>return value(</c>.</summary>
    private static readonly FrozenSet<string> Keywords = new[] { "func", "var", "let", "if", "for", "while", "switch", "catch", "return" }.ToFrozenSet(StringComparer.Ordinal);

    public static List<Symbol> Of(SourceText source)
    {
        var symbols = new List<Symbol>();
        var patterns = Patterns.GetOrAdd(source.Language.Id, static (_, language) => Compile(language), source.Language);
        for (var i = 0; i < source.Lines.Count; i++)
        {
            var line = source.Lines[i];
            if (line.Blank || line.Comment || line.Inside || line.End - line.Start > 1000)
            {
                continue;
            }

            var text = source.Text[line.Start..line.End];
            foreach (var (kind, pattern) in patterns)
            {
                if (pattern.Match(text) is { Success: true } match && !Keywords.Contains(match.Groups[1].Value))
                {
                    symbols.Add(new Symbol(match.Groups[1].Value, kind, i, null, null));
                    break;
                }
            }
        }

        return symbols;
    }

    // The text is hostile, and no clock may decide what a file holds: a pattern takes time in proportion to the line.
    private static (string Kind, Regex Pattern)[] Compile(Language language) =>
        [.. language.Symbols.Select(s => (s[0], new Regex(s[1], RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)))];
}
