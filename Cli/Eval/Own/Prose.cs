using System.Net;
using System.Text.RegularExpressions;

namespace Julie.Cli.Eval.Own;

/// <summary>Documentation as a person would ask: its first sentence, without markup.</summary>
internal static partial class Prose
{
    /// <summary>Empty where the text says nothing that could be asked.</summary>
    public static string Summary(string documentation, string name)
    {
        string text = WebUtility.HtmlDecode(Tag().Replace(documentation, "$1$2")).Replace("`", "", StringComparison.Ordinal).Trim();
        Match end = EndOfSentence().Match(text);
        string first = Space().Replace(end.Success ? text[..end.Index] : text, " ").Trim(' ', '-', '*', '.', ':', '=', '/', '"');

        // Go's comments begin with the name, which would give the answer away.
        first = first.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase) ? first[(name.Length + 1)..] : first;
        int words = Word().Count(first);
        return words is >= 3 and <= 30 && first.Count(char.IsAsciiLetter) >= 0.6 * first.Length && !NoDescription().IsMatch(first) ? Plain(first) : "";
    }

    /// <summary>Without what the query language would read as its own.</summary>
    public static string Plain(string text) => Space().Replace(Sign().Replace(text, " "), " ").Trim();

    [GeneratedRegex(@"<see\w*\s+(?:cref|langword|href)=""(?:\w:)?([^""]*)""\s*/?>|<(?:param|typeparam)ref\s+name=""([^""]*)""\s*/>|</?[A-Za-z][^<>\n]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<!\b(?:e\.g|i\.e|etc|vs))[.!?](?=\s|$)|\n\s*\n|\n\s*(?:[@:\\]\w|Args:|Returns:|Parameters\b|Raises:|>>>|---)|^\s*[@\\]\w", RegexOptions.Multiline)]
    private static partial Regex EndOfSentence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[A-Za-z]{2,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"[^\p{L}\p{N}_.'-]+|(?<=\s)-|\b(?:OR|AND|NOT)\b")]
    private static partial Regex Sign();

    [GeneratedRegex(@"copyright|licen[sc]e|all rights reserved|todo|fixme|noinspection|eslint|pylint|inheritdoc|pragma|deprecated|^see ", RegexOptions.IgnoreCase)]
    private static partial Regex NoDescription();
}
