using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Julie.QueryApi.Query;

/// <summary>
/// Reads a query in one pass over tokens between spaces: <c>"a phrase"</c>, <c>name:value</c>, <c>-name:value</c>,
/// <c>name:"a value"</c>, or a word. A colon alone makes no filter: <c>std::vector</c>, <c>http://host</c>, <c>Foo: bar</c> and
/// <c>localhost:8080</c> are words. What looks like a filter and is none is an error, because searching for it would answer a
/// question that no one asked.
/// </summary>
internal sealed partial class QueryParser
{
    /// <summary>Longest query in UTF-16 characters.</summary>
    public const int LongestQuery = 2_000;

    private readonly string text;
    private readonly List<QueryTerm> terms = [];
    private readonly List<QueryFilter> filters = [];
    private int at;

    private QueryParser(string text) => this.text = text;

    /// <exception cref="InvalidQueryException">The query cannot be read.</exception>
    public static ParsedQuery Parse(string? query)
    {
        QueryParser parser = new(Check(query));
        while (parser.SkipSpaces())
        {
            parser.ReadToken();
        }

        return parser.terms.Count > 0
            ? new ParsedQuery(parser.terms, parser.filters)
            : throw new InvalidQueryException("The query has filters only: add a word to search for.", 0, parser.text.Length);
    }

    private static string Check(string? query)
    {
        if (string.IsNullOrWhiteSpace(query))
        {
            throw new InvalidQueryException("The query is empty: type some words, a name, or a \"phrase\".", 0, 0);
        }

        if (query.Length > LongestQuery)
        {
            throw new InvalidQueryException(
                string.Create(CultureInfo.InvariantCulture, $"The query has {query.Length} characters and the limit is {LongestQuery}: shorten it."), LongestQuery, query.Length - LongestQuery);
        }

        for (int i = 0; i < query.Length; i += Rune.TryGetRuneAt(query, i, out Rune rune) ? rune.Utf16SequenceLength : 1)
        {
            bool valid = Rune.TryGetRuneAt(query, i, out Rune at) && (!Rune.IsControl(at) || at.Value is '\t' or '\n' or '\r');
            if (!valid)
            {
                throw new InvalidQueryException(
                    string.Create(CultureInfo.InvariantCulture, $"The query holds a control character (U+{(int)query[i]:X4}) at character {i + 1}: remove it."), i, 1);
            }
        }

        return query;
    }

    private bool SkipSpaces()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length;
    }

    private void ReadToken()
    {
        int start = at;
        if (text[at] == '"')
        {
            string phrase = ReadQuoted("phrase").Trim();
            if (phrase.Length > 0)
            {
                terms.Add(new QueryTerm(TermKind.Phrase, phrase, start));
            }

            return;
        }

        Match prefix = FilterPrefix().Match(text, at);
        if (prefix.Success && FilterNames.TryFind(prefix.Groups["name"].Value, out FilterField field) && !IsPunctuation(at + prefix.Length))
        {
            ReadFilter(field, prefix);
            return;
        }

        string word = ReadUntilSpace();
        if (prefix.Success)
        {
            RefuseUnknownFilter(prefix, word, start);
        }

        terms.Add(new QueryTerm(TermKind.Word, word, start));
    }

    private void ReadFilter(FilterField field, Match prefix)
    {
        int start = at;
        at += prefix.Length;
        string value = at < text.Length && text[at] == '"' ? ReadQuoted("value").Trim() : ReadUntilSpace();
        if (value.Length == 0)
        {
            string name = prefix.Value;
            throw new InvalidQueryException(
                Invariant($"{name} at character {start + 1} has no value: write it without a space, as in {name}{Example(field)}, or in quotes to search for the text."), start, prefix.Length);
        }

        filters.Add(new QueryFilter(field, value, prefix.Value[0] == '-', start));
    }

    // 'path://x' and 'file::open' are code; 'path:/src' is a filter.
    private bool IsPunctuation(int index) =>
        index < text.Length && (text[index] is ':' or '=' || (text[index] == '/' && index + 1 < text.Length && text[index + 1] == '/'));

    private static void RefuseUnknownFilter(Match prefix, string word, int start)
    {
        string name = prefix.Groups["name"].Value;
        string value = word[prefix.Length..];
        string? nearest = FilterNames.Nearest(name);
        if (!LooksLikeFilter(name, value, nearest))
        {
            return;
        }

        string meant = nearest is null ? $"There are {FilterNames.All}" : $"Did you mean {nearest}:? There are {FilterNames.All}";
        throw new InvalidQueryException(
            Invariant($"{name}: at character {start + 1} is no filter. {meant}. To search for the text, put it in quotes: \"{word}\"."), start, word.Length);
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

    private string ReadUntilSpace()
    {
        int start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            at++;
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

        throw new InvalidQueryException(
            Invariant($"The {what} that begins at character {start + 1} is not closed: add a \" where it ends, or write \\\" inside it."), start, text.Length - start);
    }

    private static string Example(FilterField field) => field switch
    {
        FilterField.Repository => "name",
        FilterField.Language => "go",
        FilterField.Ref => "release/1.0",
        _ => "src/**",
    };

    private static string Invariant(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\G-?(?<name>[A-Za-z][A-Za-z-]{1,20}):", RegexOptions.CultureInvariant)]
    private static partial Regex FilterPrefix();
}
