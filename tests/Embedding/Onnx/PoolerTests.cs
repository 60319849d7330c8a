using Julie.Embedding.Manifest;
using Julie.Embedding.Onnx;

namespace Julie.Embedding.Tests.Onnx;

public sealed class PoolerTests
{
    private const int Dimensions = 37; // no multiple of a vector register
    private const int Tokens = 5;
    private const int Padded = 8;

    private static readonly float[] Output = [.. Enumerable.Range(0, Padded * Dimensions).Select(i => MathF.Sin(i * 1.7f))];

    [Theory]
    [InlineData(Pooling.None)]
    [InlineData(Pooling.Cls)]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.Last)]
    [InlineData(Pooling.WeightedMean)]
    public void Pool_PaddedTokens_EqualsTheNaiveSum(Pooling pooling)
    {
        var vector = new float[Dimensions];

        Pooler.Pool(pooling, Output, Tokens, vector);

        for (var d = 0; d < Dimensions; d++)
        {
            Assert.Equal(Naive(pooling, d), vector[d], 1e-5);
        }
    }

    [Fact]
    public void TryFinish_Normalised_HasLengthOneAndKeepsItsDirection()
    {
        float[] vector = [3, 0, -4];

        Assert.True(Pooler.TryFinish(vector, normalize: true));

        Assert.Equal([0.6f, 0, -0.8f], vector);
    }

    [Fact]
    public void TryFinish_NotNormalised_LeavesTheNumbers()
    {
        float[] vector = [3, 0, -4];

        Assert.True(Pooler.TryFinish(vector, normalize: false));

        Assert.Equal([3, 0, -4], vector);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0f)]
    public void TryFinish_NothingThatCanBeRanked_IsRefused(float number)
        => Assert.False(Pooler.TryFinish([number, 0, 0], normalize: true));

    private static double Naive(Pooling pooling, int d) => pooling switch
    {
        Pooling.Mean => Enumerable.Range(0, Tokens).Average(t => (double)Output[(t * Dimensions) + d]),
        Pooling.WeightedMean => Enumerable.Range(0, Tokens).Sum(t => (t + 1) * Output[(t * Dimensions) + d]) / Enumerable.Range(1, Tokens).Sum(),
        Pooling.Last => Output[((Tokens - 1) * Dimensions) + d],
        _ => Output[d],
    };
}
