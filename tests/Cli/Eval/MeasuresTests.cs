using Julie.Cli.Eval.Measures;

namespace Julie.Cli.Tests.Eval;

/// <summary>Against values that were worked out by hand.</summary>
public sealed class MeasuresTests
{
    [Theory]
    [InlineData(new[] { 1 }, 1, 1.0)]
    [InlineData(new[] { 2 }, 1, 0.6309)] // 1/log2(3)
    [InlineData(new[] { 1, 3 }, 2, 0.9197)] // (1 + 1/2) / (1 + 0.6309)
    [InlineData(new[] { 11 }, 1, 0.0)]
    [InlineData(new int[0], 2, 0.0)]
    public void Ndcg_OfRanks_IsTheTextbooks(int[] ranks, int targets, double expected) => Assert.Equal(expected, Gain.Ndcg(ranks, targets, 10), 4);

    [Fact]
    public void OtherMeasures_CountWhatTheirNamesSay()
    {
        int[] ranks = [2, 4, 9];

        Assert.Equal(0.5, Gain.ReciprocalRank(ranks));
        Assert.Equal(0.75, Gain.Recall(ranks, 4, 10));
        Assert.Equal(0.4, Gain.Precision(ranks, 5));
        Assert.Equal(0, Gain.ReciprocalRank([]));
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.95, 5)]
    [InlineData(0.2, 1)]
    public void Percentile_IsTheNearestRank(double share, double expected) => Assert.Equal(expected, Percentile.Of([5, 1, 4, 2, 3], share));

    [Fact]
    public void PairedTest_TellsAGainFromNoise()
    {
        double[] gain = [.. Enumerable.Repeat(0.1, 20)];
        double[] noise = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 0.1 : -0.1)];
        double[] weights = [.. Enumerable.Repeat(0.05, 20)];

        Assert.True(PairedTest.PValue(gain, weights) < 0.001);
        Assert.True(PairedTest.PValue(noise, weights) > 0.9);
    }
}
