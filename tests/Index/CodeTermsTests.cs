using Julie.Index.Lexical;

namespace Julie.Index.Tests;

public sealed class CodeTermsTests
{
    [Theory]
    [InlineData("publishEmbedJobs", "publish embed jobs publishembedjobs")]
    [InlineData("max_connections", "max connections max_connections")]
    [InlineData("HTTPServer", "http server httpserver")]
    [InlineData("sha256", "sha 256 sha256")]
    [InlineData("__init__", "init")]
    [InlineData("getURLFor2Users", "get url for 2 users geturlfor2users")]
    [InlineData("a.b->c(d)", "a b c d")]
    [InlineData("GrößeÄndern", "größe ändern größeändern")]
    [InlineData("  ", "")]
    [InlineData("___", "")]
    public void Visit_Identifier_GivesItsPartsAndTheWhole(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Terms(text)));

    [Fact]
    public void Visit_PartsOfOneIdentifier_ShareItsPosition()
    {
        var positions = new List<int>();
        var identifiers = CodeTerms.Visit("embedJobs + x", (_, position) => positions.Add(position));

        Assert.Equal([0, 0, 0, 1], positions);
        Assert.Equal(2, identifiers);
    }

    [Fact]
    public void Visit_LongRun_GivesNoTermOverTheLimit()
    {
        Assert.Equal(["name"], Terms(new string('x', 65) + " name " + new string('y', 1_000_000)));
        Assert.Equal(["name"], Terms("name" + new string('_', 1000)));
        Assert.DoesNotContain(Terms(string.Concat(Enumerable.Repeat("aB3_", 250_000))), t => t.Length > CodeTerms.MaxLength);
    }

    [Fact]
    public void Parse_QuestionInWords_DropsStopWordsAndAddsFormsAndCompounds()
    {
        var query = LexicalQuery.Parse("where are embed jobs published?");

        Assert.Equal(["embed", "jobs", "published"], query.Typed);
        Assert.Empty(query.Identifiers);
        Assert.Contains("embedjobs", query.Compounds);
        Assert.Contains(query.Terms, t => t is { Term: "publish", Of: "published" });
        Assert.Contains(query.Terms, t => t is { Term: "job", Of: "jobs" });
    }

    [Theory]
    [InlineData("publishEmbedJobs", "publishembedjobs")]
    [InlineData("callers of max_connections", "max_connections")]
    [InlineData("timeout", "timeout")]
    [InlineData("retry timeout", "")]
    [InlineData("Where is it", "")]
    public void Parse_WordsWrittenAsCode_AreIdentifiers(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', LexicalQuery.Parse(text).Identifiers));

    [Fact]
    public void Parse_OnlyStopWords_KeepsThem() => Assert.Equal(["where", "is", "it"], LexicalQuery.Parse("Where is it").Typed);

    private static List<string> Terms(string text)
    {
        var terms = new List<string>();
        CodeTerms.Visit(text, (term, _) => terms.Add(term.ToString()));
        return terms;
    }
}
