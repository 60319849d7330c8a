namespace Julie.Ingest.Chunking;

/// <summary>
/// The source with what is in comments and strings replaced by spaces, character for character, line ends kept: so that braces and
/// indentation can be trusted. Not a lexer of each language: it knows the delimiters of Languages.json and nothing more.
/// </summary>
internal static class SourceMask
{
    private const int MaxString = 20_000;

    /// <summary>The mask; <paramref name="inside"/> holds a mark for each character that lies in a block comment or a string that spans lines.</summary>
    public static char[] Of(string text, Language language, out bool[] inside)
    {
        var mask = text.ToCharArray();
        inside = new bool[text.Length + 1];
        var position = 0;
        while (position < text.Length)
        {
            var (end, spans) = Match(text, position, language);
            if (end <= position)
            {
                position++;
                continue;
            }

            for (var i = position; i < end; i++)
            {
                inside[i] = spans && i > position;
                if (mask[i] is not ('\n' or '\r'))
                {
                    mask[i] = ' ';
                }
            }

            position = end;
        }

        return mask;
    }

    private static (int End, bool Spans) Match(string text, int at, Language language)
    {
        foreach (var comment in language.LineComments)
        {
            if (Starts(text, at, comment) && (comment != "#" || IsHashComment(text, at)))
            {
                return (LineEnd(text, at), false);
            }
        }

        if (language.BlockComment is [var open, var close] && Starts(text, at, open))
        {
            var end = text.IndexOf(close, at + open.Length, StringComparison.Ordinal);
            return (end < 0 ? text.Length : end + close.Length, true);
        }

        foreach (var quote in language.Quotes)
        {
            if (StringEnd(text, at, quote) is { } end)
            {
                return (end, quote.Length > 1 || quote == "`");
            }
        }

        return (at, false);
    }

    private static int? StringEnd(string text, int at, string quote) => quote switch
    {
        "'c" => CharacterEnd(text, at),
        "@\"" => VerbatimEnd(text, at),
        "/" => RegexEnd(text, at),
        _ when quote.Length == 2 && quote[1] == 'm' => text[at] == quote[0] ? EscapedEnd(text, at, quote[0], lines: true) : null,
        _ when quote.Length == 3 => Starts(text, at, quote) ? TripleEnd(text, at, quote[0]) : null,
        _ => text[at] == quote[0] ? EscapedEnd(text, at, quote[0], lines: quote == "`") : null,
    };

    /// <summary><c>$#</c>, <c>${#x}</c> and the like are no comments; a comment starts a line or follows white space or a bracket.</summary>
    private static bool IsHashComment(string text, int at) =>
        at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is ';' or '(' or ')' or '{' or '}' or '[' or ']' or ',';

    private static int? CharacterEnd(string text, int at)
    {
        if (text[at] != '\'' || at + 2 >= text.Length)
        {
            return null;
        }

        if (text[at + 1] == '\\')
        {
            var end = text.IndexOf('\'', at + 3 < text.Length ? at + 3 : at + 2);
            return end > 0 && end - at <= 12 ? end + 1 : null;
        }

        // 'x' or a surrogate pair; anything else is a lifetime, a generic mark or an apostrophe.
        return text[at + 2] == '\'' ? at + 3 : at + 3 < text.Length && text[at + 3] == '\'' && char.IsSurrogate(text[at + 1]) ? at + 4 : null;
    }

    private static int? VerbatimEnd(string text, int at)
    {
        var open = Starts(text, at, "@\"") ? 2 : Starts(text, at, "$@\"") || Starts(text, at, "@$\"") ? 3 : 0;
        if (open == 0)
        {
            return null;
        }

        for (var i = at + open; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == '"')
            {
                i++;
                continue;
            }

            return i + 1;
        }

        return text.Length;
    }

    /// <summary>As many quotes as opened it close it: C#'s raw strings may have more than three.</summary>
    private static int TripleEnd(string text, int at, char quote)
    {
        var count = 3;
        while (at + count < text.Length && text[at + count] == quote && count < 12)
        {
            count++;
        }

        // Six quotes are an empty string with three.
        count = count == 6 ? 3 : count;
        var end = text.IndexOf(new string(quote, count), at + count, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + count;
    }

    private static int? EscapedEnd(string text, int at, char quote, bool lines)
    {
        // A string that spans lines but is never closed nearby is none: one apostrophe must not hide the rest of the file.
        var last = lines ? Math.Min(text.Length, at + MaxString) : text.Length;
        for (var i = at + 1; i < last; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                return i + 1;
            }
            else if (text[i] == '\n' && !lines)
            {
                // Never closed on its line: an apostrophe, or a language that this table does not know well. Not a string.
                return null;
            }
        }

        return null;
    }

    /// <summary>A slash that cannot be a division begins a regular expression (JavaScript).</summary>
    private static int? RegexEnd(string text, int at)
    {
        if (text[at] != '/')
        {
            return null;
        }

        var before = at - 1;
        while (before >= 0 && text[before] is ' ' or '\t')
        {
            before--;
        }

        if (before >= 0 && !"(,=:[!&|?{};+-*%~^<>\n".Contains(text[before], StringComparison.Ordinal) && !text.AsSpan(0, before + 1).EndsWith("return"))
        {
            return null;
        }

        var inClass = false;
        for (var i = at + 1; i < text.Length && text[i] != '\n'; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '/' when !inClass:
                    return i + 1;
            }
        }

        return null;
    }

    private static bool Starts(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static int LineEnd(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }
}
