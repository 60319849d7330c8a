using Julie.Embedding.Batching;

namespace Julie.Embedding.Tests.Batching;

public sealed class TokenRowTests
{
    [Fact]
    public void Bag_RepeatedTokens_AreCountedOnceWhereTheyStandFirst()
    {
        var row = TokenRow.Bag([7, 3, 7, 7, 1, 3]);

        Assert.Equal([1, 3, 7], row.Ids);
        Assert.Equal([1, 2, 3], row.Counts!);
        Assert.Equal([4, 1, 0], row.Positions!);
        Assert.Equal((3, 6), (row.Length, row.Tokens));
    }

    [Fact]
    public void Sequence_KeepsTheOrder()
    {
        var row = TokenRow.Sequence([7, 3, 7]);

        Assert.Equal([7, 3, 7], row.Ids);
        Assert.Null(row.Counts);
        Assert.Null(row.Positions);
    }
}
