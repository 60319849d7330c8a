using Julie.Index.Lexical;
using Julie.Index.Ranking;
using Julie.Index.Search;

namespace Julie.Index.Tests;

/// <summary>What the words of a query count (decision 30).</summary>
public sealed class QueryWordsTests
{
    [Theory]
    [InlineData("kookaburra")]
    [InlineData("kookaburra wombat")]
    [InlineData("kookaburra wombat platypus")]
    public void Held_OneWord_CountsTheSameHoweverMuchElseIsAsked(string query) => Assert.Equal(6, Of(query).Held(new HashSet<string> { "kookaburra" }));

    [Fact]
    public void Held_SeveralWords_AddUpByTheirRarityAndUnaskedOnesCountNothing() =>
        Assert.Equal(6 + 2, Of("kookaburra wombat platypus").Held(new HashSet<string> { "kookaburra", "wombat", "bandicoot" }));

    private static QueryWords Of(string query) => new(
        LexicalQuery.Parse(query), new WeightedTerms(["kookaburra", "wombat", "platypus"], [6, 2, 4], [1, 50, 10], ["kookaburra", "wombat", "platypus"], 20, 1_000));
}
