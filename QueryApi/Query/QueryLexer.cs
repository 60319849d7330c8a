using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Julie.QueryApi.Query;

/// <summary>
/// Cuts a query into tokens. Code is full of what means something here, so each mark means it only where code seldom has it: a minus, a slash, a quote and a
/// parenthesis at the beginning of a token; a closing parenthesis that its word did not open, within a group; a colon after a known name.
/// </summary>
internal sealed partial class QueryLexer(string text)
{
    private static readonly SearchValues<char> PatternMarks = SearchValues.Create("\\[*+?^$|");
    private int at;

    /// <summary>How many groups are open: outside of all, a closing parenthesis is text.</summary>
    public int Groups { get; set; }

    public QueryToken Next()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        int start = at;
        if (at == text.Length)
        {
            return new QueryToken(TokenKind.End, "", new Span(at, 0));
        }

        return text[at] switch
        {
            '"' => new QueryToken(TokenKind.Phrase, ReadQuoted("phrase").Trim(), Span.Between(start, at)),
            '(' when !Follows(")") => Take(TokenKind.Open),
            ')' when Groups > 0 => Take(TokenKind.Close),
            '-' when Negates() => Take(TokenKind.Minus),
            '/' when ReadPattern() is { } pattern => new QueryToken(TokenKind.Regex, pattern, Span.Between(start, at)),
            _ => ReadNamed() ?? ReadWord(start),
        };
    }

    private QueryToken Take(TokenKind kind) => new(kind, text[at].ToString(), new Span(at++, 1));

    private bool Follows(string what) => string.CompareOrdinal(text, at + 1, what, 0, what.Length) == 0;

    /// <summary><c>--flag</c>, <c>-&gt;next</c>, <c>-1</c> and a lone minus are text.</summary>
    private bool Negates() => at + 1 < text.Length && (char.IsLetter(text[at + 1]) || text[at + 1] is '_' or '"' or '(' or '/');

    /// <summary>Null for what only begins like a pattern: a path (<c>/usr/bin</c>), a comment.</summary>
    private string? ReadPattern()
    {
        StringBuilder pattern = new();
        if (at + 1 >= text.Length || text[at + 1] is '/' or '*' || char.IsWhiteSpace(text[at + 1]))
        {
            return null;
        }

        for (int i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                pattern.Append(text[i + 1] == '/' ? "" : "\\").Append(text[++i]);
            }
            else if (text[i] != '/')
            {
                pattern.Append(text[i]);
            }
            else if (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]) || (Groups > 0 && text[i + 1] == ')'))
            {
                at = i + 1;
                return pattern.ToString();
            }
            else
            {
                return null;
            }
        }

        int end = at + 1;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return text.AsSpan(at, end - at).ContainsAny(PatternMarks)
            ? throw InvalidQueryException.At(Span.Between(at, end), $"The pattern that begins at character {at + 1} is not closed: add a / where it ends, or put it in quotes to search for the text.")
            : null;
    }

    private QueryToken? ReadNamed()
    {
        Match prefix = Prefix().Match(text, at);
        if (!prefix.Success)
        {
            return null;
        }

        int start = at;
        string name = prefix.Groups["name"].Value;
        if (!QueryNames.IsKnown(name))
        {
            RefuseUnknown(name, start);
            return null;
        }

        if (IsPunctuation(at + prefix.Length))
        {
            return null;
        }

        at += prefix.Length;
        string value = at < text.Length && text[at] == '"' ? ReadQuoted("value").Trim() : ReadUntilSpace();
        return value.Length > 0
            ? new QueryToken(TokenKind.Named, value, Span.Between(start, at), name)
            : throw InvalidQueryException.At(
                new Span(start, prefix.Length), $"{prefix.Value} at character {start + 1} has no value: write it without a space, as in {name}:{QueryNames.Example(name)}, or in quotes to search for the text.");
    }

    // 'path://x' and 'file::open' are code; 'path:/src' is a filter.
    private bool IsPunctuation(int index) =>
        index < text.Length && (text[index] is ':' or '=' || (text[index] == '/' && index + 1 < text.Length && text[index + 1] == '/'));

    /// <summary>What looks like a filter and is none is an error: searching for it would answer a question that no one asked.</summary>
    private void RefuseUnknown(string name, int start)
    {
        string word = ReadUntilSpace();
        at = start;
        string value = word[(name.Length + 1)..];
        string? nearest = QueryNames.Nearest(name);
        if (!LooksLikeFilter(name, value, nearest))
        {
            return;
        }

        string meant = nearest is null ? $"There are {QueryNames.Everything}" : $"Did you mean {nearest}:? There are {QueryNames.Everything}";
        throw InvalidQueryException.At(
            new Span(start, word.Length), $"{name}: at character {start + 1} is no filter. {meant}. To search for the text, put it in quotes: \"{word}\".");
    }

    private static bool LooksLikeFilter(string name, string value, string? nearest)
    {
        if (value.Length == 0 || value[0] is '/' or '=' or '\\' || value.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        // a host and its port, a line of a file
        bool isNumber = value.All(char.IsAsciiDigit);
        return nearest is not null || (!isNumber && name.All(c => char.IsAsciiLetterLower(c) || c == '-'));
    }

    private QueryToken ReadWord(int start)
    {
        string word = ReadUntilSpace();
        return new QueryToken(word == "OR" ? TokenKind.Or : TokenKind.Word, word, Span.Between(start, at));
    }

    private string ReadUntilSpace()
    {
        int start = at;
        int open = 0;
        for (; at < text.Length && !char.IsWhiteSpace(text[at]); at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '(' or ')')
            {
                // An escaped parenthesis is one of a pattern.
                at++;
                continue;
            }

            open += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (open < 0 && Groups > 0)
            {
                break;
            }
        }

        return text[start..at];
    }

    private string ReadQuoted(string what)
    {
        int start = at++;
        StringBuilder value = new();
        for (; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return value.ToString();
            }

            bool escape = text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\';
            value.Append(text[escape ? ++at : at]);
        }

        throw InvalidQueryException.At(
            Span.Between(start, text.Length), $"The {what} that begins at character {start + 1} is not closed: add a \" where it ends, or write \\\" inside it.");
    }

    [GeneratedRegex(@"\G(?<name>[A-Za-z][A-Za-z-]{1,20}):", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
