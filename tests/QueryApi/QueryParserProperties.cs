using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Julie.QueryApi.Query;

namespace Julie.QueryApi.Tests;

/// <summary>What holds for every text, not for chosen ones.</summary>
public sealed class QueryParserProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    // Others each time. What fails says its seed, as StdGen (a, b): .WithReplay(a, b) has it again.
    private static readonly Config Issue = Config.QuickThrowOnFailure.WithMaxTest(100_000);

    // strings of what means something to the parser, far more often than chance would give it
    private static readonly Gen<string> Texts = Gen.Elements(
            " ", " ", "\"", ":", "-", "\\", "(", ")", " OR ", "OR", "/", "/a+/", " /x|y/ ", "/[a-z]", "repo:", "lang:go", "-path:", "file:", "symbol:", "kind:class", "is:test", "is:", "mode:regex", "count:3",
            "langauge:", "a", "Bc", "d1", "std::x", "é", "漢", "😀", "\t", "*", "=", "{2}", "[", "]", "\0", "\"a b\"")
        .ListOf().Select(parts => string.Concat(parts));

    [Fact]
    public void Parse_100000Queries_AreReadOrRefusedWithAPlaceInThem() => Check.One(Issue, Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        try
        {
            ParsedQuery query = QueryParser.Parse(text);
            return query.Text.Length + query.Symbols.Names.Count > 0 || query.Filters.Where is not null;
        }
        catch (InvalidQueryException error)
        {
            return error.Message.Length > 0 && error.Position >= 0 && error.Length >= 0 && error.Position + error.Length <= text.Length;
        }
    }));

    [Fact]
    public void Print_100000Trees_ReadAsThemselves() => Check.One(Issue, Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        if (TryParse(text) is not { } tree)
        {
            return true;
        }

        string printed = QueryPrinter.Print(tree);
        return QueryParser.ParseTree(printed) is { } again && Same(tree, again) && QueryPrinter.Print(again) == printed;
    }));

    [Theory]
    [InlineData(@"a (b OR c\ )")]
    [InlineData(@"a (b OR path:c\ )")]
    [InlineData("a (b OR f( )")]
    public void Print_GroupWhoseLastWordWouldTakeItsParenthesis_ReadsAsItself(string text) => Assert.Equal(text, QueryPrinter.Print(QueryParser.ParseTree(text)!));

    [Theory]
    [InlineData("/x kind:\"y\\/)\"")]
    [InlineData("a (b OR /x kind:\"y\\/)\" c)")]
    [InlineData("a (b OR /x \"y\\/) z\" c)")]
    [InlineData("/x path:\"y/\" b")]
    [InlineData("/[ a OR b (c/) d")]
    [InlineData("/[ a OR b -(c/) d")]
    [InlineData("/x+ path:\"y\\\\/z\" path:\"a/ b\"")]
    [InlineData("/x path:\"y\\\\\\/ z\"")]
    public void Print_WordThatBeginsLikeAPattern_IsNotEndedByALaterSlash(string text)
    {
        QueryNode tree = QueryParser.ParseTree(text)!;

        Assert.Contains(Nodes(tree), node => node is QueryNode.Word { Text: ['/', ..] });
        Assert.Equal(text, QueryPrinter.Print(tree));
    }

    [Fact]
    public void Parse_EveryNode_StandsWhereItSays() => Check.One(Thorough, Prop.ForAll(Texts.ToArbitrary(), text => TryParse(text) is not { } tree || Nodes(tree).All(node => node switch
    {
        QueryNode.Word word => text.Substring(word.Span.Start, word.Span.Length) == word.Text,
        QueryNode.Phrase phrase => text[phrase.Span.Start] == '"' && text[phrase.Span.End - 1] == '"',
        QueryNode.Regex regex => text[regex.Span.Start] == '/' && text[regex.Span.End - 1] == '/',
        QueryNode.Not not => text[not.Span.Start] == '-' && not.Part.Span.End <= not.Span.End + 1,
        _ => char.IsLetter(text[node.Span.Start]) || node is QueryNode.All or QueryNode.Any,
    })));

    [Fact]
    public void Parse_AnyTextInQuotes_IsSearchedForAsItStands() => Check.One(Thorough, Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        string trimmed = text.Trim();
        return trimmed.Length == 0 || trimmed.Contains('\0', StringComparison.Ordinal)
            || QueryParser.ParseTree("\"" + trimmed.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"") is QueryNode.Phrase phrase && phrase.Text == trimmed;
    }));

    [Fact]
    public void Parse_WordsWithoutMarks_AreLeftAlone() => Check.One(Thorough, Prop.ForAll(
        Gen.Elements("alpha", "Beta_2", "x.y", "--v", "a/b", "c++", "#if", "()", "λ", "AND", "or").NonEmptyListOf().ToArbitrary(),
        words => QueryParser.Parse(string.Join(' ', words)).Words.SequenceEqual(words)));

    [Fact]
    public void Parse_AnyText_TakesLessThanAMillisecond()
    {
        string[] queries = [.. Gen.Sample(Texts, 20_000, 60).Where(text => text.Length is > 0 and < QueryParser.LongestQuery)];
        queries[..500].ToList().ForEach(text => TryRead(text));

        double[] times = [.. queries.Select(TryRead).Order()];

        Assert.True(times[(int)(times.Length * 0.99)] < 1, $"p99 is {times[(int)(times.Length * 0.99)]:F3} ms, p50 {times[times.Length / 2]:F3} ms, longest {times[^1]:F3} ms");
    }

    private static double TryRead(string text)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            QueryParser.Parse(text);
        }
        catch (InvalidQueryException)
        {
            // A refusal is an exception; .NET's are slow, and no part of the parser.
            return 0;
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static QueryNode? TryParse(string text)
    {
        try
        {
            return QueryParser.ParseTree(text);
        }
        catch (InvalidQueryException)
        {
            return null;
        }
    }

    private static IEnumerable<QueryNode> Nodes(QueryNode node) => node switch
    {
        QueryNode.All all => all.Parts.SelectMany(Nodes).Append(node),
        QueryNode.Any any => any.Parts.SelectMany(Nodes).Append(node),
        QueryNode.Not not => Nodes(not.Part).Append(node),
        _ => [node],
    };

    /// <summary>The same but for where it was typed.</summary>
    private static bool Same(QueryNode a, QueryNode b) => (a, b) switch
    {
        (QueryNode.All x, QueryNode.All y) => x.Parts.Count == y.Parts.Count && x.Parts.Zip(y.Parts, Same).All(same => same),
        (QueryNode.Any x, QueryNode.Any y) => x.Parts.Count == y.Parts.Count && x.Parts.Zip(y.Parts, Same).All(same => same),
        (QueryNode.Not x, QueryNode.Not y) => Same(x.Part, y.Part),
        _ => a with { Span = default } == b with { Span = default },
    };
}
