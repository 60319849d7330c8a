using Julie.Index.Search;

namespace Julie.Index.Tests;

public sealed class CandidateLadderTests
{
    private const long Total = 1_000_000;

    [Fact]
    public void Of_FewPassages_AsksForAnyTermAtOnce()
    {
        var step = Assert.Single(CandidateLadder.Of(Terms(("retry", 300), ("backoff", 40)), 1));

        Assert.Equal("'backoff' | 'retry'", step.Query);
        Assert.False(step.Overflows);
    }

    [Fact]
    public void Of_CommonWords_BeginsWithThoseThatHoldAll()
    {
        var steps = CandidateLadder.Of(Terms(("request", 90_000), ("error", 80_000), ("handler", 70_000)), 1).ToArray();

        Assert.Equal("'handler' & 'error' & 'request'", steps[0].Query);
        Assert.Equal("'handler' | 'error' | 'request'", steps[^1].Query);
        Assert.True(steps[^1].Overflows);
    }

    [Fact]
    public void Of_CommonWordsInSmallScope_AsksForAnyTerm()
    {
        var steps = CandidateLadder.Of(Terms(("request", 90_000), ("error", 80_000), ("handler", 70_000)), 0.005);

        Assert.Equal("'handler' | 'error' | 'request'", Assert.Single(steps).Query);
    }

    [Fact]
    public void Of_RareAndCommonWord_NeedsTheRareOne()
    {
        var steps = CandidateLadder.Of(Terms(("error", 80_000), ("butterfly", 25)), 1).ToArray();

        Assert.Equal("'butterfly'", steps[0].Query);
    }

    [Fact]
    public void Of_FormsOfAWord_CountAsOne()
    {
        var terms = new WeightedTerms(["routes", "route"], [2, 1], [70_000, 60_000], ["routes", "routes"], 100, Total);

        Assert.DoesNotContain('&', string.Concat(CandidateLadder.Of(terms, 1).Select(s => s.Query)));
    }

    [Fact]
    public void Of_ManyWords_StaysSmall()
    {
        var terms = Terms([.. Enumerable.Range(0, 30).Select(i => ($"word{i}", 50_000L + i))]);

        Assert.All(CandidateLadder.Of(terms, 1), s => Assert.True(s.Query.Length < 2_000, s.Query));
    }

    [Fact]
    public void Of_NoTerms_HasNoStep() => Assert.Empty(CandidateLadder.Of(WeightedTerms.None, 1));

    private static WeightedTerms Terms(params (string Term, long Passages)[] terms) => new(
        [.. terms.Select(t => t.Term)], [.. terms.Select(t => Lexical.Bm25.Idf(t.Passages, Total))], [.. terms.Select(t => t.Passages)],
        [.. terms.Select(t => t.Term)], 100, Total);
}
