using System.Text.RegularExpressions;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>Sections of a Markdown file: a heading to the next of its level or above. Headings in fenced code do not count.</summary>
internal static partial class MarkdownHeadings
{
    public const string Kind = "section";

    /// <summary>Sections in order, each with its full heading path as scope.</summary>
    public static List<Symbol> Of(SourceText source)
    {
        var headings = new List<(int Line, int Level, string Title)>();
        string? fence = null;
        for (var i = 0; i < source.Lines.Count; i++)
        {
            var line = source.Line(i).ToString();
            if (fence is not null)
            {
                fence = line.TrimStart().StartsWith(fence, StringComparison.Ordinal) && line.Trim().All(c => c == fence[0]) ? null : fence;
            }
            else if (Fence().Match(line) is { Success: true } opened)
            {
                fence = opened.Groups[1].Value;
            }
            else if (Atx().Match(line) is { Success: true } atx)
            {
                headings.Add((i, atx.Groups[1].Length, atx.Groups[2].Value));
            }
            else if (i > 0 && !source.Lines[i - 1].Blank && Setext().IsMatch(line) && IsParagraph(source, i - 1))
            {
                headings.Add((i - 1, line[0] == '=' ? 1 : 2, source.Line(i - 1).Trim().ToString()));
            }
        }

        return [.. Sections(source, headings)];
    }

    private static IEnumerable<Symbol> Sections(SourceText source, List<(int Line, int Level, string Title)> headings)
    {
        var ends = Ends(headings, source.Lines.Count);
        var path = new Stack<(int Level, string Title)>();
        for (var i = 0; i < headings.Count; i++)
        {
            var (line, level, title) = headings[i];
            while (path.TryPeek(out var above) && above.Level >= level)
            {
                path.Pop();
            }

            var scope = path.Count == 0 ? null : string.Join(source.Language.Separator, path.Reverse().Select(p => p.Title));
            yield return new Symbol(title.Length == 0 ? "…" : title, Kind, line, ends[i], scope);
            path.Push((level, title));
        }
    }

    /// <summary>Last line of each section, from the back so that a file of headings only stays linear.</summary>
    private static int[] Ends(List<(int Line, int Level, string Title)> headings, int lines)
    {
        var ends = new int[headings.Count];
        var following = new Stack<(int Level, int Line)>();
        for (var i = headings.Count - 1; i >= 0; i--)
        {
            while (following.TryPeek(out var next) && next.Level > headings[i].Level)
            {
                following.Pop();
            }

            ends[i] = (following.TryPeek(out var end) ? end.Line : lines) - 1;
            following.Push((headings[i].Level, headings[i].Line));
        }

        return ends;
    }

    /// <summary>The line above an underline is a heading only when it stands alone: else the underline is a table or a rule.</summary>
    private static bool IsParagraph(SourceText source, int line) =>
        (line == 0 || source.Lines[line - 1].Blank) && source.Line(line).Trim() is [not ('#' or '|' or '>' or '-' or '*' or '+' or '`' or '<'), ..];

    [GeneratedRegex(@"^ {0,3}(`{3,}|~{3,})")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")]
    private static partial Regex Atx();

    [GeneratedRegex("^(=+|-{2,})$")]
    private static partial Regex Setext();
}
