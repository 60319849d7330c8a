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
        Assert.All(query.Names, n => Assert.Equal(NameKind.Compound, n.Kind));
        Assert.Contains("embedjobs", query.Names.Select(n => n.Lower));
        Assert.Contains(query.Terms, t => t is { Term: "publish", Of: "published" });
        Assert.Contains(query.Terms, t => t is { Term: "job", Of: "jobs" });
    }

    [Theory]
    [InlineData("publishEmbedJobs", "Alone publishEmbedJobs")]
    [InlineData("callers of max_connections", "Written max_connections")]
    [InlineData("timeout", "Alone timeout")]
    [InlineData("retry timeout", "")]
    [InlineData("where is it", "")]
    [InlineData("Router::new", "Alone router.new")]
    [InlineData("how app.set stores settings", "Written app.set")]
    [InlineData("how Monad composes", "Capitalised Monad")]
    public void Parse_WordsThatMayNameASymbol_AreNames(string text, string expected) => Assert.Equal(
        expected, string.Join(' ', LexicalQuery.Parse(text).Names.Where(n => n.Kind != NameKind.Compound).Select(n => $"{n.Kind} {n.Scope}{(n.Scope is null ? "" : ".")}{n.Text}")));

    [Theory]
    [InlineData("src/routing.py", "src/routing.py")]
    [InlineData("what is in routing.py?", "routing.py")]
    [InlineData("either this, or https://host/x", "")]
    [InlineData("a sentence. And more", "")]
    public void Parse_Paths_AreFound(string text, string expected) => Assert.Equal(expected, string.Join(" ", LexicalQuery.Parse(text).Paths));

    [Fact]
    public void Parse_NameOfTheFilteredRepository_SaysNothingUnlessItIsAll()
    {
        Assert.Equal(["routes", "requests"], LexicalQuery.Parse("how axum routes requests", ["tokio-rs/axum"]).Typed);
        Assert.Equal(["axum"], LexicalQuery.Parse("axum", ["tokio-rs/axum"]).Typed);
    }

    [Fact]
    public void Parse_OnlyStopWords_KeepsThem() => Assert.Equal(["where", "is", "it"], LexicalQuery.Parse("Where is it").Typed);

    private static List<string> Terms(string text)
    {
        var terms = new List<string>();
        CodeTerms.Visit(text, (term, _) => terms.Add(term.ToString()));
        return terms;
    }
}
