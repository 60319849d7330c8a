using Julie.Embedding.Manifest;
using Julie.Embedding.Tests.Support;
using Julie.Graphs;

namespace Julie.Embedding.Tests.Numerics;

/// <summary>The engine's vectors against <see cref="ReferenceBert"/>, which shares nothing with it but the weights.</summary>
public sealed class BertNumericsTests
{
    private const double Near = 1e-5;

    private static readonly BertConfig Config = new(Layers: 2, Hidden: 24, Heads: 3, Intermediate: 48, Vocabulary: 50, Positions: 32);

    /// <summary>Weights that matter: with BERT's own small ones attention would be an even mean, and an error in it would not show.</summary>
    private static readonly BertWeights Weights = RandomWeights.Create(seed: 3, spread: 0.4f);

    private static readonly byte[] Graph = BertGraph.ToArray(Config, Weights);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Pooling.Cls)]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.Last)]
    [InlineData(Pooling.WeightedMean)]
    public async Task EmbedAsync_TextsOfManyLengthsInOneBatch_AreWhatTheDefinitionGives(Pooling pooling)
    {
        var texts = Texts(count: 12, seed: 5);
        await using var embedder = TestEmbedder.Create(Manifest(pooling), Graph);

        var vectors = await embedder.EmbedAsync([.. texts.Select(Written)], EmbedSide.Document, Token);

        for (var i = 0; i < texts.Length; i++)
        {
            Same(Expected(pooling, texts[i], tokenType: 0), vectors[i].Span);
        }
    }

    [Fact]
    public async Task EmbedAsync_QuerySide_HasItsPrefixAndTokenType()
    {
        await using var embedder = TestEmbedder.Create(Manifest(Pooling.Mean) with { QueryPrefix = "7 8 ", QueryTokenType = 1 }, Graph);

        var vector = (await embedder.EmbedAsync(["3 4 5"], EmbedSide.Query, Token))[0];

        Same(Expected(Pooling.Mean, [7, 8, 3, 4, 5], tokenType: 1), vector.Span);
    }

    [Fact]
    public async Task EmbedAsync_WithoutNormalisation_KeepsTheLength()
    {
        await using var embedder = TestEmbedder.Create(Manifest(Pooling.Cls) with { Normalize = false }, Graph);

        var vector = (await embedder.EmbedAsync(["3 4 5"], EmbedSide.Document, Token))[0];

        Same(new ReferenceBert(Config, Weights).Run([3, 4, 5], 0)[0], vector.Span);
    }

    [Fact]
    public async Task EmbedAsync_TextAloneAndAmongLongerOnes_IsTheSameVector()
    {
        var texts = Texts(count: 20, seed: 9).Select(Written).ToArray();
        await using var embedder = TestEmbedder.Create(Manifest(Pooling.Mean), Graph);

        var together = await embedder.EmbedAsync(texts, EmbedSide.Document, Token);

        for (var i = 0; i < texts.Length; i++)
        {
            var alone = (await embedder.EmbedAsync([texts[i]], EmbedSide.Document, Token))[0];
            Same([.. alone.ToArray().Select(number => (double)number)], together[i].Span);
        }
    }

    [Fact]
    public async Task EmbedAsync_ShorterMatryoshkaVector_IsTheBeginningOfTheLongOneAndThenNormalised()
    {
        const int Short = 8;
        await using var embedder = TestEmbedder.Create(Manifest(Pooling.Mean) with { Dimensions = Short, FullDimensions = Config.Hidden }, Graph);

        var vector = (await embedder.EmbedAsync(["3 4 5"], EmbedSide.Document, Token))[0];

        var beginning = Expected(Pooling.Mean, [3, 4, 5], tokenType: 0)[..Short];
        var length = Math.Sqrt(beginning.Sum(number => number * number));
        Same([.. beginning.Select(number => number / length)], vector.Span);
    }

    private static ModelManifest Manifest(Pooling pooling) => TestEmbedder.Manifest(pooling, Config.Positions) with
    {
        Dimensions = Config.Hidden,
        QueryTokenType = 0,
        Onnx = new OnnxManifest("model.onnx", BertGraph.Output),
    };

    private static double[] Expected(Pooling pooling, int[] ids, int tokenType)
    {
        var tokens = new ReferenceBert(Config, Weights).Run(ids, tokenType);
        double[] shares = pooling switch
        {
            Pooling.Cls => [.. tokens.Select((_, t) => t == 0 ? 1.0 : 0)],
            Pooling.Last => [.. tokens.Select((_, t) => t == ids.Length - 1 ? 1.0 : 0)],
            Pooling.WeightedMean => [.. tokens.Select((_, t) => t + 1.0)],
            _ => [.. tokens.Select(_ => 1.0)],
        };
        var pooled = new double[Config.Hidden];
        for (var t = 0; t < tokens.Length; t++)
        {
            for (var i = 0; i < pooled.Length; i++)
            {
                pooled[i] += shares[t] / shares.Sum() * tokens[t][i];
            }
        }

        var length = Math.Sqrt(pooled.Sum(number => number * number));
        return [.. pooled.Select(number => number / length)];
    }

    private static int[][] Texts(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(1, Config.Positions + 1)).Select(_ => random.Next(Config.Vocabulary)).ToArray())];
    }

    private static string Written(int[] ids) => string.Join(' ', ids);

    private static void Same(double[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - Near, expected[i] + Near);
        }
    }
}
