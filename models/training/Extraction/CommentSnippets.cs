using System.Text.RegularExpressions;

namespace Julie.Training.Extraction;

/// <summary>
/// Comments within a definition and the lines below them. They say what a few lines do in the words of somebody who wants it done ("remove empty lines"),
/// so they read like questions more than documentation does.
/// </summary>
internal static partial class CommentSnippets
{
    private const int MostLines = 12;
    private const int FewestLines = 2;

    public static IEnumerable<Definition> In(string code, string language)
    {
        var mark = language is "python" or "ruby" or "bash" or "elixir" ? "#" : language is "lua" or "haskell" ? "--" : "//";
        var lines = code.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (CommentOf(lines[i], mark) is not { } first)
            {
                continue;
            }

            var comment = new List<string> { first };
            for (; i + 1 < lines.Length && CommentOf(lines[i + 1], mark) is { } more; i++)
            {
                comment.Add(more);
            }

            var end = i + 1;
            while (end < lines.Length && end <= i + MostLines && !string.IsNullOrWhiteSpace(lines[end]) && CommentOf(lines[end], mark) is null)
            {
                end++;
            }

            var text = string.Join('\n', comment);
            if (end - i - 1 >= FewestLines && !Code().IsMatch(text) && !Member().IsMatch(lines[i + 1]))
            {
                yield return new Definition("", text, text, string.Join('\n', lines[(i + 1)..end]));
            }
        }
    }

    private static string? CommentOf(string line, string mark)
    {
        var text = line.AsSpan().Trim();
        var documents = text.StartsWith("///", StringComparison.Ordinal) || text.StartsWith("//!", StringComparison.Ordinal);
        return !documents && text.StartsWith(mark, StringComparison.Ordinal) ? text.TrimStart(mark[0]).Trim().ToString() : null;
    }

    /// <summary>A comment on a definition is its documentation, which is read as such.</summary>
    [GeneratedRegex(@"^\s*(?:(?:export|pub|public|private|protected|internal|static|async|abstract|override|final|sealed|open|def|defp|func|fun|fn|function|class|struct|enum|interface|trait|impl|type|module|namespace|template|typedef|virtual|inline|explicit|data)\b|@|\[|\#\[)")]
    private static partial Regex Member();

    /// <summary>What was commented out, or a directive.</summary>
    [GeneratedRegex(@"[{};=<>|\\]|\(\)|::|->|^\s*(?:region|endregion|endif|pragma|define|include)\b|\bnolint\b|\bnoqa\b|type:", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Code();
}
