using Julie.QueryApi.Query;

namespace Julie.QueryApi.Tests;

public sealed class QueryParserTests
{
    [Fact]
    public void Parse_PlainWords_KeepsThemInOrder()
    {
        ParsedQuery query = QueryParser.Parse("  where are\tembed jobs\npublished ");

        Assert.Equal("where are embed jobs published", query.Text);
        Assert.Empty(query.Filters);
        Assert.All(query.Terms, term => Assert.Equal(TermKind.Word, term.Kind));
    }

    [Fact]
    public void Parse_FiltersBetweenWords_SeparatesThem()
    {
        ParsedQuery query = QueryParser.Parse("retry repo:shop -lang:go with path:\"my docs/*.md\" -path:tests/** backoff");

        Assert.Equal("retry with backoff", query.Text);
        Assert.Equal(
            [
                (FilterField.Repository, "shop", false), (FilterField.Language, "go", true),
                (FilterField.Path, "my docs/*.md", false), (FilterField.Path, "tests/**", true),
            ],
            query.Filters.Select(filter => (filter.Field, filter.Value, filter.Negated)));
        var filters = query.ToSearchFilters();
        Assert.Equal(["shop"], filters.Repositories);
        Assert.Equal(["go"], filters.NotLanguages);
        Assert.Equal(["my docs/*.md"], filters.Paths);
        Assert.Equal(["tests/**"], filters.NotPaths);
        Assert.Empty(filters.Languages);
        Assert.Empty(filters.NotRepositories);
    }

    [Theory]
    [InlineData("repository:a x", FilterField.Repository)]
    [InlineData("Language:C# x", FilterField.Language)]
    [InlineData("file:*.cs x", FilterField.Path)]
    [InlineData("path:/src x", FilterField.Path)]
    public void Parse_OtherSpellingOfAFilter_IsThatFilter(string text, object field) =>
        Assert.Equal(field, Assert.Single(QueryParser.Parse(text).Filters).Field);

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
    [InlineData("-x")]
    [InlineData("key:=value")]
    [InlineData("c:\\temp")]
    [InlineData("Key:value")]
    [InlineData("don't \"quoted\"x")]
    [InlineData("printf(\"%d\")")]
    [InlineData("::")]
    [InlineData(":")]
    public void Parse_ColonsOfCode_AreWords(string text)
    {
        ParsedQuery query = QueryParser.Parse(text);

        Assert.Empty(query.Filters);
        Assert.NotEmpty(query.Terms);
    }

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
    [InlineData("x -path:\"\"", "-path:")]
    public void Parse_FilterWithoutValue_IsAnError(string text, string named) =>
        Assert.Contains(named, Assert.Throws<InvalidQueryException>(() => QueryParser.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Phrases_KeepTheirText()
    {
        ParsedQuery query = QueryParser.Parse("log \"said \\\"no\\\" to C:\\\\temp\" \"lang:go\" \"\"");

        Assert.Equal(["said \"no\" to C:\\temp", "lang:go"], query.Phrases);
        Assert.Equal("log said \"no\" to C:\\temp lang:go", query.Text);
        Assert.Empty(query.Filters);
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
        Assert.Single(QueryParser.Parse(new string('a', QueryParser.LongestQuery)).Terms);
    }
}
