using Julie.Contracts.Api;

namespace Julie.Cli.Search;

/// <summary>Which lines of a result are printed: of a pattern all that match, of a definition the first, else the best of the snippet.</summary>
internal static class PlaceLines
{
    public const int UsualLines = 6;

    /// <param name="result">A result.</param>
    /// <param name="mode">How it was searched for.</param>
    /// <param name="terms">What lights up where the service names nothing.</param>
    /// <param name="most">Most lines; 0: all; null: as is usual.</param>
    public static IReadOnlyList<ShownLine> Of(SearchResult result, string mode, QueryTerms terms, int? most)
    {
        IReadOnlyList<MatchedLine> matched = result.Lines ?? []; // an older service says nothing of it
        if (mode == "regex")
        {
            return [.. matched.Take(most is null or 0 ? int.MaxValue : most.Value).Select(Matched)];
        }

        if (result.Snippet.Length == 0)
        {
            return [];
        }

        Dictionary<int, MatchedLine> known = matched.DistinctBy(line => line.Number).ToDictionary(line => line.Number);
        string[] lines = result.Snippet.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        List<ShownLine> all =
            [.. lines.Select((text, i) => new ShownLine(result.StartLine + i, text, known.TryGetValue(result.StartLine + i, out MatchedLine? line) ? Spans(line, text) : [.. terms.In(text)]))];
        return mode == "symbol" ? [.. all.Take(most is 0 ? int.MaxValue : most ?? 1)] : SnippetWindow.Of(all, most ?? UsualLines);
    }

    /// <summary>The same with lines around them, as far as the file is known.</summary>
    public static IReadOnlyList<ShownLine> Within(IReadOnlyList<ShownLine> lines, IReadOnlyDictionary<int, string> file, int before, int after)
    {
        Dictionary<int, ShownLine> shown = lines.ToDictionary(line => line.Number);
        foreach (int number in lines.SelectMany(line => Enumerable.Range(line.Number - before, before + 1 + after)))
        {
            if (!shown.ContainsKey(number) && file.TryGetValue(number, out string? text))
            {
                shown[number] = new ShownLine(number, text, []) { IsContext = true };
            }
        }

        return [.. shown.Values.OrderBy(line => line.Number)];
    }

    private static ShownLine Matched(MatchedLine line) => new(line.Number, line.Text, Spans(line, line.Text));

    private static List<(int Start, int Length)> Spans(MatchedLine line, string text) =>
        [.. line.Spans.Where(span => span.Start >= 0 && span.End > span.Start && span.End <= text.Length).Select(span => (span.Start, span.End - span.Start))];
}
