namespace Julie.QueryApi.Query;

/// <summary>A query's tree as text that reads as the same tree.</summary>
internal sealed class QueryPrinter
{
    /// <summary>
    /// Whether a word that begins with a slash (<c>/usr</c>) stands before, and no slash behind it: the next one decides whether all from there on is a pattern. Where a space
    /// follows it, it is the end of one.
    /// </summary>
    private bool undecided;

    private QueryPrinter()
    {
    }

    public static string Print(QueryNode node) => new QueryPrinter().Text(node);

    private string Text(QueryNode node) => node switch
    {
        QueryNode.Any any => string.Join(" OR ", any.Parts.Select(Text)),
        QueryNode.All all => string.Join(' ', all.Parts.Select(part => part is QueryNode.Any ? Group(Text(part)) : Text(part))),
        QueryNode.Not not => Negated(Text(not.Part), not.Part),
        QueryNode.Phrase phrase => Decided(Quote(phrase.Text)),
        QueryNode.Regex regex => Decided($"/{Slashes(regex.Text)}/"),
        QueryNode.Filter filter => Decided($"{QueryNames.Of(filter.Field)}:{Value(filter.Value)}"),
        QueryNode.Setting setting => Decided($"{QueryNames.Of(setting.Field)}:{Value(setting.Value)}"),
        QueryNode.Word word => Word(word.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private string Word(string text)
    {
        int slash = Slash(text, 0);
        if (undecided && slash == text.Length - 1)
        {
            // It can only have stood before the parenthesis of a group, which is no end outside of it.
            undecided = false;
            return $"({text})";
        }

        Decided(text);
        undecided |= slash == 0 && text.Length > 1 && text[1] is not ('/' or '*') && Slash(text, 1) < 0;
        return text;
    }

    private string Decided(string text)
    {
        undecided &= Slash(text, 0) < 0;
        return text;
    }

    /// <summary>The first slash from there on that no backslash stands before, as the reader of patterns sees it; -1 where there is none.</summary>
    private static int Slash(string text, int start)
    {
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '/')
            {
                return i;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return -1;
    }

    /// <summary>In parentheses where a minus before it would be text.</summary>
    private static string Negated(string text, QueryNode node) =>
        node is QueryNode.All or QueryNode.Any or QueryNode.Not || !(char.IsLetter(text[0]) || text[0] is '_' or '"' or '(' or '/') ? "-" + Group(text) : "-" + text;

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

    private string Value(string value) =>
        value.Any(c => char.IsWhiteSpace(c) || c is '(' or ')') || value[0] is '"' or ':' or '=' or '/' || (undecided && (value[^1] == '/' || value.Contains("\\/", StringComparison.Ordinal))) ? Quote(value) : value;

    /// <summary>
    /// In quotes. A slash that a space or a parenthesis follows gets a single backslash, if it has one: for a pattern it is then one of its own, not its end. Elsewhere backslashes
    /// are doubled, and the slash decides that there is no pattern.
    /// </summary>
    private static string Quote(string text)
    {
        System.Text.StringBuilder quoted = new("\"");
        for (int i = 0; i < text.Length; i++)
        {
            bool ends = i + 2 < text.Length && text[i + 1] == '/' && (char.IsWhiteSpace(text[i + 2]) || text[i + 2] == ')');
            quoted.Append(text[i] switch { '"' => "\\\"", '\\' when !ends => @"\\", _ => text[i].ToString() });
        }

        return quoted.Append('"').ToString();
    }

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
