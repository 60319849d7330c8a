using System.Globalization;
using System.Text;

namespace Julie.QueryApi.Query;

/// <summary>
/// Reads a query by the grammar of docs/query-language.md: words, phrases, patterns and filters, <c>-</c> before what is unwanted, <c>OR</c> between
/// alternatives, parentheses around groups.
/// </summary>
internal sealed class QueryParser
{
    /// <summary>Longest query in UTF-16 characters.</summary>
    public const int LongestQuery = 2_000;

    private const int Deepest = 40;

    private readonly QueryLexer lexer;
    private QueryToken token;

    private QueryParser(string text)
    {
        lexer = new QueryLexer(text);
        token = lexer.Next();
    }

    /// <summary>The query as a tree; null where there is nothing in it but empty quotes.</summary>
    /// <exception cref="InvalidQueryException">The query cannot be read.</exception>
    public static QueryNode? ParseTree(string? query) => new QueryParser(Check(query)).Choice();

    /// <summary>The query as it is searched for.</summary>
    /// <param name="query">What was typed.</param>
    /// <param name="mode">How to search where the query does not say.</param>
    /// <param name="only">The one mode that whoever asks has; null: any.</param>
    /// <exception cref="InvalidQueryException">The query cannot be read.</exception>
    public static ParsedQuery Parse(string? query, QueryMode? mode = null, QueryMode? only = null) => QueryReading.Of(ParseTree(query), query!, mode, only);

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

    // query = all { "OR" all }
    private QueryNode? Choice()
    {
        List<QueryNode> parts = [];
        QueryToken before = token;
        QueryNode? part = All();
        if (token.Kind != TokenKind.Or)
        {
            return part;
        }

        while (true)
        {
            Span or = token.Kind == TokenKind.Or ? token.Span : before.Span;
            parts.Add(part ?? throw InvalidQueryException.At(or, $"OR at character {or.Start + 1} needs something on both sides; to search for the word, put it in quotes: \"OR\"."));
            if (token.Kind != TokenKind.Or)
            {
                break;
            }

            before = token;
            Advance();
            part = All();
        }

        return new QueryNode.Any([.. parts.SelectMany(p => p is QueryNode.Any any ? any.Parts : [p])], Span.Between(parts[0].Span.Start, parts[^1].Span.End));
    }

    // all = part { part }
    private QueryNode? All()
    {
        List<QueryNode> parts = [];
        while (token.Kind is not (TokenKind.Or or TokenKind.Close or TokenKind.End))
        {
            if (Part() is { } part)
            {
                parts.AddRange(part is QueryNode.All all ? all.Parts : [part]);
            }
        }

        return parts.Count < 2 ? parts.FirstOrDefault() : new QueryNode.All(parts, Span.Between(parts[0].Span.Start, parts[^1].Span.End));
    }

    // part = [ "-" ] ( "(" query ")" | phrase | pattern | filter | word )
    private QueryNode? Part()
    {
        QueryToken first = token;
        Advance();
        switch (first.Kind)
        {
            case TokenKind.Minus:
                QueryNode? part = Part();
                return part is null ? null : new QueryNode.Not(part, Span.Between(first.Span.Start, part.Span.End));
            case TokenKind.Open:
                return Group(first);
            case TokenKind.Phrase:
                return first.Text.Length == 0 ? null : new QueryNode.Phrase(first.Text, first.Span);
            case TokenKind.Regex:
                return new QueryNode.Regex(first.Text, first.Span);
            case TokenKind.Named:
                return QueryNames.IsFilter(first.Name!, out FilterField field)
                    ? new QueryNode.Filter(field, first.Text, first.Span)
                    : new QueryNode.Setting(QueryNames.Setting(first.Name!), first.Text, first.Span);
            default:
                return new QueryNode.Word(first.Text, first.Span);
        }
    }

    private QueryNode? Group(QueryToken open)
    {
        QueryNode? inner = Choice();
        if (token.Kind != TokenKind.Close)
        {
            throw InvalidQueryException.At(open.Span, $"The parenthesis at character {open.Span.Start + 1} is not closed: add a ) where the group ends, or put the text in quotes.");
        }

        // The token behind is read outside of the group.
        lexer.Groups--;
        token = lexer.Next();
        return inner;
    }

    private void Advance()
    {
        if (token.Kind == TokenKind.Open && ++lexer.Groups > Deepest)
        {
            throw InvalidQueryException.At(token.Span, $"The parenthesis at character {token.Span.Start + 1} is one of more than {Deepest} within each other: take some away.");
        }

        if (token.Kind != TokenKind.End)
        {
            token = lexer.Next();
        }
    }
}
