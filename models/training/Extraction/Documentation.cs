using System.Net;
using System.Text.RegularExpressions;

namespace Julie.Training.Extraction;

/// <summary>Prose from documentation comments: markup removed, first sentence and rest.</summary>
internal static partial class Documentation
{
    public static (string Summary, string Remarks) Split(string documentation, string name)
    {
        var text = Tags().Replace(documentation, match => match.Groups[1].Success ? match.Groups[1].Value : " ");
        text = WebUtility.HtmlDecode(text);
        text = Inline().Replace(text, "$1");
        text = text.Replace("`", "", StringComparison.Ordinal).Trim();
        var end = EndOfSentence().Match(text);
        var summary = Spaces().Replace(end.Success ? text[..end.Index] : text, " ").Trim(' ', '-', '*', '.', ':', '=', '/');
        var remarks = end.Success ? text[end.Index..].Trim() : "";
        // In Go and often elsewhere the comment begins with the name, which would give the answer away.
        if (summary.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase))
        {
            summary = summary[(name.Length + 1)..];
        }

        return IsProse(summary) ? (summary, remarks) : ("", remarks);
    }

    private static bool IsProse(string text)
    {
        var words = Words().Count(text);
        return words is >= 3 and <= 40
            && text.Count(char.IsAsciiLetter) >= text.Length * 0.6
            && !NoDescription().IsMatch(text);
    }

    [GeneratedRegex(@"<see\w*\s+(?:cref|langword|href)=""(?:\w:)?([^""]*)""\s*/?>|<(?:param|typeparam)ref name=""([^""]*)""\s*/>|</?[A-Za-z][^<>\n]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\{@\w+\s+#?([^}]*)\}|:\w+:`~?([^`]*)`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"(?<!\b(?:e\.g|i\.e|etc|vs))[.!?](?=\s)|\n\s*\n|\n\s*(?:[@:\\]\w|Args:|Arguments:|Returns:|Parameters\b|Params:|Example|Raises:|>>>|---|===|\#)|^\s*[@\\]\w", RegexOptions.Multiline)]
    private static partial Regex EndOfSentence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[A-Za-z]{2,}")]
    private static partial Regex Words();

    [GeneratedRegex(@"copyright|licen[sc]e|all rights reserved|todo|fixme|noinspection|eslint|pylint|inheritdoc|pragma|deprecated|see also|^see |^@", RegexOptions.IgnoreCase)]
    private static partial Regex NoDescription();
}
