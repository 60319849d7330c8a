using System.Globalization;
using Julie.Contracts.Api;

namespace Julie.Mcp.Texts;

/// <summary>Places: one line says where, the lines that matter follow.</summary>
internal static class SearchAnswerText
{
    public static string Of(SearchAnswer answer, int lines)
    {
        CompactText text = new();
        if (answer.Results.Count == 0)
        {
            text.Line("Nothing found.");
            foreach (string hint in answer.Hints)
            {
                text.Line(hint);
            }
        }

        foreach (SearchResult result in answer.Results)
        {
            text.Line(Place(result));
            if (!text.IsFull)
            {
                Append(text, result, lines);
            }
        }

        Notes(text, answer);
        return text.ToString();
    }

    private static string Place(SearchResult result)
    {
        IEnumerable<string> parts = new[]
        {
            Invariant($"{result.Repository}/{result.Path}:{Range(result)}"),
            result.Symbol is null ? "" : $"{result.Kind} {result.Symbol}",
            result.Lines.Count < result.LineCount ? Invariant($"({result.LineCount} lines match)") : "",
            result.More.Count > 0 ? $"(also lines {string.Join(", ", result.More.Take(5).Select(more => Invariant($"{more.StartLine}-{more.EndLine}")))})" : "",
            result.AlsoIn > 0 ? Invariant($"(same in {result.AlsoIn} other files)") : "",
            result.Stale ? "(a newer push is not indexed yet)" : "",
        };
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static string Range(SearchResult result) => result.EndLine > result.StartLine ? Invariant($"{result.StartLine}-{result.EndLine}") : Invariant($"{result.StartLine}");

    /// <summary>Lines in which the required texts stand; where there are none, how the place begins.</summary>
    private static void Append(CompactText text, SearchResult result, int lines)
    {
        if (result.Lines.Count > 0)
        {
            foreach (MatchedLine line in result.Lines.Take(lines))
            {
                text.Code(line.Number, line.Text);
            }

            return;
        }

        if (result.Snippet.Length == 0)
        {
            return;
        }

        foreach ((string line, int index) in result.Snippet.TrimEnd('\n').Split('\n').Select((line, index) => (line, index)).SkipWhile(one => string.IsNullOrWhiteSpace(one.line)).Take(lines))
        {
            text.Code(result.StartLine + index, line);
        }
    }

    private static void Notes(CompactText text, SearchAnswer answer)
    {
        if (answer.Incomplete)
        {
            text.Line("note: not everything was looked at, because there was too much: narrow the query down.");
        }

        if (answer.Coverage < 1)
        {
            text.Line(Invariant($"note: {Math.Floor(answer.Coverage * 100):0} % of the code in scope can be found by meaning yet; by word and name all of it."));
        }

        if (answer.Next is not null)
        {
            text.Line($"next: {answer.Next}");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
