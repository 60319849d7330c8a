using Julie.Index.Search;
using Julie.Index.Search.Conditions;
using Julie.QueryApi.Query;

namespace Julie.QueryApi.Tests;

public sealed class QueryParserTests
{
    [Fact]
    public void Parse_PlainWords_KeepsThemInOrder()
    {
        ParsedQuery query = QueryParser.Parse("  where are\tembed jobs\npublished ");

        Assert.Equal("where are embed jobs published", query.Text);
        Assert.Equal(SearchFilters.None.Where, query.Filters.Where);
        Assert.Equal(QueryMode.Hybrid, query.Mode);
        Assert.Equal(["where", "are", "embed", "jobs", "published"], query.Words);
    }

    [Fact]
    public void Parse_FiltersBetweenWords_SeparatesThem()
    {
        ParsedQuery query = QueryParser.Parse("retry repo:shop -lang:go with path:\"my docs/*.md\" -path:tests/** backoff");

        Assert.Equal("retry with backoff", query.Text);
        Assert.Equal(["shop"], query.Filters.Repositories);
        Assert.Equal(["go"], query.Filters.NotLanguages);
        Assert.Equal(["my docs/*.md"], query.Filters.Paths);
        Assert.Equal(["tests/**"], query.Filters.NotPaths);
        Assert.Empty(query.Filters.Languages);
        Assert.Empty(query.Filters.NotRepositories);
    }

    [Theory]
    [InlineData("repository:a x", FilterField.Repository)]
    [InlineData("Language:C# x", FilterField.Language)]
    [InlineData("file:*.cs x", FilterField.File)]
    [InlineData("path:/src x", FilterField.Path)]
    [InlineData("branch:main x", FilterField.Ref)]
    [InlineData("sym:Cart x", FilterField.Symbol)]
    [InlineData("KIND:class x", FilterField.Kind)]
    [InlineData("is:tests x", FilterField.Is)]
    public void Parse_OtherSpellingOfAFilter_IsThatFilter(string text, object field) =>
        Assert.Equal(field, Assert.IsType<QueryNode.Filter>(Assert.IsType<QueryNode.All>(QueryParser.ParseTree(text)).Parts[0]).Field);

    [Theory]
    [InlineData("std::vector")]
    [InlineData("path::join")]
    [InlineData("http://example.org/a")]
    [InlineData("file:///etc")]
    [InlineData("Foo: bar")]
    [InlineData("localhost:8080")]
    [InlineData("urn:julie:problem")]
    [InlineData("x:y")]
    [InlineData("a?b:c")]
    [InlineData("--no-verify")]
    [InlineData("->next")]
    [InlineData("-1")]
    [InlineData("key:=value")]
    [InlineData("c:\\temp")]
    [InlineData("Key:value")]
    [InlineData("don't printf(\"%d\")")]
    [InlineData("::")]
    [InlineData(":")]
    [InlineData("/usr/bin/env")]
    [InlineData("/api/search/")]
    [InlineData("// comment")]
    [InlineData("/* comment */")]
    [InlineData("()")]
    [InlineData("main()")]
    [InlineData("foo)")]
    [InlineData(":)")]
    [InlineData("f(a,(b))")]
    [InlineData("or ORDER")]
    public void Parse_MarksOfCode_AreWords(string text)
    {
        ParsedQuery query = QueryParser.Parse(text);

        Assert.Equal(text.Split(' '), query.Words);
        Assert.Null(query.Filters.Where);
    }

    [Theory]
    [InlineData("a b OR c d", "a b OR c d")]
    [InlineData("(a b) c", "a b c")]
    [InlineData("a (b OR c) -d", "a (b OR c) -d")]
    [InlineData("(a OR b) OR c", "a OR b OR c")]
    [InlineData("-(a OR \"b c\")", "-(a OR \"b c\")")]
    [InlineData("(printf(x) OR y)", "printf(x) OR y")]
    [InlineData("( ( a ) )", "a")]
    [InlineData("/a b\\/c/ x", "/a b\\/c/ x")]
    [InlineData("language:go path:\"a b\" x", "lang:go path:\"a b\" x")]
    [InlineData("-(1) -x", "-(1) -x")]
    [InlineData("x (a OR f(b )", "x (a OR f(b )")]
    [InlineData("x (a OR f\\()", "x (a OR f\\()")]
    [InlineData("mode:lexical count:5 a", "mode:lexical count:5 a")]
    public void Print_Tree_IsItsShortestText(string text, string printed) => Assert.Equal(printed, QueryPrinter.Print(QueryParser.ParseTree(text)!));

    [Theory]
    [InlineData("a OR", 2, 2)]
    [InlineData("OR a", 0, 2)]
    [InlineData("a OR OR b", 5, 2)]
    [InlineData("(a OR )", 3, 2)]
    [InlineData("x (a b", 2, 1)]
    [InlineData("x -mode:regex", 3, 10)]
    [InlineData("x -(a mode:regex)", 6, 10)]
    [InlineData("x mode:regxe", 2, 10)]
    [InlineData("x count:0", 2, 7)]
    [InlineData("x count:1 count:2", 10, 7)]
    [InlineData("x is:tset", 2, 7)]
    [InlineData("x kind:fnction", 2, 12)]
    [InlineData("x lang:pyhton", 2, 11)]
    [InlineData("x (lang:pyhton OR y)", 3, 11)]
    [InlineData("x /a(b/", 4, 1)]
    [InlineData("/a{2,1}/", 2, 5)]
    [InlineData("/(?=a)b/", 1, 3)]
    [InlineData("/[a/ x", 1, 1)]
    [InlineData("/a[0-9] x", 0, 7)]
    [InlineData("mode:symbol /a+/", 12, 4)]
    public void Parse_Mistake_SaysWhereItIs(string text, int position, int length)
    {
        InvalidQueryException error = Assert.Throws<InvalidQueryException>(() => QueryParser.Parse(text));

        Assert.Equal((position, length), (error.Position, error.Length));
    }

    [Theory]
    [InlineData("x mode:regxe", "mode:regex")]
    [InlineData("x is:genrated", "is:generated")]
    [InlineData("x kind:interfce", "kind:interface")]
    [InlineData("x lang:pyhton", "lang:python")]
    public void Parse_MistypedValue_SaysWhatWasMeant(string text, string meant) =>
        Assert.Contains($"Did you mean {meant}?", Assert.Throws<InvalidQueryException>(() => QueryParser.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/a+/", QueryMode.Regex, "")]
    [InlineData("/a+/ \"b c\" lang:go", QueryMode.Regex, "")]
    [InlineData("retry /a+/", QueryMode.Hybrid, "retry")]
    [InlineData("retry \"b c\"", QueryMode.Hybrid, "retry b c")]
    [InlineData("symbol:Cart.Add", QueryMode.Hybrid, "Cart.Add")]
    [InlineData("mode:symbol Cart", QueryMode.Symbol, "")]
    [InlineData("mode:lexical a -b", QueryMode.Lexical, "a")]
    [InlineData("mode:Semantic a OR b", QueryMode.Semantic, "a b")]
    public void Parse_Query_KnowsHowAndForWhatToSearch(string text, object mode, string words)
    {
        ParsedQuery query = QueryParser.Parse(text);

        Assert.Equal((mode, words), (query.Mode, query.Text));
    }

    [Fact]
    public void Parse_LanguageByExtension_IsTheLanguage() => Assert.Equal(["csharp", "cpp", "python"], QueryParser.Parse("x lang:cs lang:C++ lang:py").Filters.Languages);

    [Theory]
    [InlineData("langauge:c# retry", "langauge:", "language:")]
    [InlineData("rpeo:shop x", "rpeo:", "repo:")]
    [InlineData("x -pth:src", "pth:", "path:")]
    [InlineData("Lnag:go x", "Lnag:", "lang:")]
    public void Parse_MistypedFilter_SaysWhatWasMeant(string text, string named, string meant)
    {
        InvalidQueryException error = Assert.Throws<InvalidQueryException>(() => QueryParser.Parse(text));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains($"Did you mean {meant}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_UnknownFilter_NamesItItsPlaceAndTheWayToSearchForTheText()
    {
        InvalidQueryException error = Assert.Throws<InvalidQueryException>(() => QueryParser.Parse("retry author:ann"));

        Assert.Equal(6, error.Position);
        Assert.Equal("author:ann".Length, error.Length);
        Assert.Contains("author: at character 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"author:ann\"", error.Message, StringComparison.Ordinal);
        Assert.Equal("author:ann", QueryParser.Parse("\"author:ann\"").Text);
    }

    [Theory]
    [InlineData("lang: go", "lang:")]
    [InlineData("x repo:", "repo:")]
    [InlineData("x -path:\"\"", "path:")]
    public void Parse_FilterWithoutValue_IsAnError(string text, string named) =>
        Assert.Contains(named, Assert.Throws<InvalidQueryException>(() => QueryParser.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Phrases_KeepTheirText()
    {
        ParsedQuery query = QueryParser.Parse("log \"said \\\"no\\\" to C:\\\\temp\" \"lang:go\" \"\"");

        AllOf both = Assert.IsType<AllOf>(query.Filters.Where);
        Assert.Equal(["said \"no\" to C:\\temp", "lang:go"], both.Parts.Select(part => Assert.IsType<TextCondition>(part).Pattern.Text));
        Assert.Equal("log said \"no\" to C:\\temp lang:go", query.Text);
    }

    [Theory]
    [InlineData("a \"b c", 2)]
    [InlineData("x path:\"a b", 7)]
    public void Parse_OpenQuote_SaysWhereItBegan(string text, int position) =>
        Assert.Equal(position, Assert.Throws<InvalidQueryException>(() => QueryParser.Parse(text)).Position);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("lang:go -repo:x")]
    [InlineData("\"\"")]
    [InlineData("a\0b")]
    [InlineData("a\u001bb")]
    [InlineData("a\u0085b")]
    public void Parse_NothingOrControlCharacters_IsAnError(string? text) => Assert.Throws<InvalidQueryException>(() => QueryParser.Parse(text));

    [Fact]
    public void Parse_LoneSurrogate_IsAnError() => Assert.Throws<InvalidQueryException>(() => QueryParser.Parse("a\ud800b"));

    [Fact]
    public void Parse_TooLong_NamesLengthAndLimit()
    {
        InvalidQueryException error = Assert.Throws<InvalidQueryException>(() => QueryParser.Parse(new string('a', 10_000)));

        Assert.Contains("10000", error.Message, StringComparison.Ordinal);
        Assert.Contains("2000", error.Message, StringComparison.Ordinal);
        Assert.Single(QueryParser.Parse(new string('a', QueryParser.LongestQuery)).Words);
    }
}
