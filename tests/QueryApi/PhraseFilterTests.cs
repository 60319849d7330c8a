using Julie.Index.Search;
using Julie.QueryApi.Search;

namespace Julie.QueryApi.Tests;

public sealed class PhraseFilterTests
{
    [Fact]
    public void Keep_WithoutPhrases_KeepsEverything() => Assert.Equal(2, PhraseFilter.Keep([Hit("a"), Hit("b")], []).Count());

    [Fact]
    public void Keep_SeveralPhrases_KeepsHitsThatHoldAllOfThem()
    {
        SearchHit both = Hit("if (Not Found)\n{\n    throw  new  Gone();\n}");

        Assert.Equal([both], PhraseFilter.Keep([Hit("not found"), both, Hit("throw new Gone")], ["not found", "throw new gone"]));
    }

    [Fact]
    public void Keep_PhraseAcrossLines_IgnoresTheWidthOfSpace() => Assert.Single(PhraseFilter.Keep([Hit("one\r\n\t two")], ["one two"]));

    private static SearchHit Hit(string snippet) => new(1, "r", "p", 1, 1, null, null, "text", "c", 1, snippet, 0);
}
