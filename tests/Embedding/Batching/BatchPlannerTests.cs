using Julie.Embedding.Batching;

namespace Julie.Embedding.Tests.Batching;

public sealed class BatchPlannerTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 50)]
    [InlineData(1000, 512)]
    [InlineData(1000, 16384)]
    public void Plan_AnyLengths_KeepsBudgetAndTakesEachTextOnce(int texts, int budget)
    {
        var random = new Random(texts + budget);
        var lengths = Enumerable.Range(0, texts).Select(_ => random.Next(1, 600)).ToArray();

        var batches = BatchPlanner.Plan(lengths, budget);

        Assert.All(batches, batch => Assert.True(batch.Length == 1 || batch.Length * batch.Max(i => lengths[i]) <= budget));
        Assert.Equal(Enumerable.Range(0, texts), batches.SelectMany(batch => batch).Order());
    }

    [Fact]
    public void Plan_MixedLengths_WastesLittleOnPadding()
    {
        var random = new Random(1);
        var lengths = Enumerable.Range(0, 1000).Select(_ => random.Next(1, 500)).ToArray();

        var padded = BatchPlanner.Plan(lengths, 8192).Sum(batch => batch.Length * batch.Max(i => lengths[i]));

        // Unsorted batches of the same size would be half padding.
        Assert.True(padded < lengths.Sum() * 1.10, $"{padded} padded tokens for {lengths.Sum()}");
    }

    [Fact]
    public void Plan_NoTexts_GivesNoBatch() => Assert.Empty(BatchPlanner.Plan([], 100));
}
