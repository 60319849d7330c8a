namespace Julie.QueryApi.Query;

/// <summary>A query's tree as text that reads as the same tree.</summary>
internal static class QueryPrinter
{
    public static string Print(QueryNode node) => node switch
    {
        QueryNode.Any any => string.Join(" OR ", any.Parts.Select(Print)),
        QueryNode.All all => string.Join(' ', all.Parts.Select(Inner)),
        QueryNode.Not not => Negated(Print(not.Part), not.Part),
        QueryNode.Phrase phrase => Quote(phrase.Text),
        QueryNode.Regex regex => $"/{Slashes(regex.Text)}/",
        QueryNode.Filter filter => $"{QueryNames.Of(filter.Field)}:{Value(filter.Value)}",
        QueryNode.Setting setting => $"{QueryNames.Of(setting.Field)}:{Value(setting.Value)}",
        QueryNode.Word word => word.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    /// <summary>In parentheses where a minus before it would be text.</summary>
    private static string Negated(string text, QueryNode node) =>
        node is QueryNode.All or QueryNode.Any or QueryNode.Not || !(char.IsLetter(text[0]) || text[0] is '_' or '"' or '(' or '/') ? "-" + Group(text) : "-" + text;

    private static string Inner(QueryNode node) => node is QueryNode.Any ? Group(Print(node)) : Print(node);

    /// <summary>A last word that opens a parenthesis itself, or ends with a backslash, would take the group's.</summary>
    private static string Group(string text)
    {
        int open = 0;
        for (int i = text.LastIndexOf(' ') + 1; i < text.Length; i++)
        {
            open += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            i += text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '(' or ')' ? 1 : 0;
        }

        return open > 0 || text.EndsWith('\\') ? $"({text} )" : $"({text})";
    }

    private static string Value(string value) =>
        value.Any(c => char.IsWhiteSpace(c) || c is '(' or ')') || value[0] is '"' or ':' or '=' or '/' ? Quote(value) : value;

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>An escaped pair stays a pair; a slash by itself gets its backslash.</summary>
    private static string Slashes(string pattern)
    {
        System.Text.StringBuilder text = new();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                text.Append('\\').Append(pattern[++i]);
            }
            else
            {
                text.Append(pattern[i] == '/' ? "\\/" : pattern[i]);
            }
        }

        return text.ToString();
    }
}
