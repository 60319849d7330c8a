using Julie.Embedding.Manifest;
using Julie.Embedding.Quantization;
using Julie.Embedding.Tests.Support;

namespace Julie.Embedding.Tests.Quantization;

public sealed class ModelComparisonTests
{
    private static readonly SampleTexts Texts = new(
        [.. Enumerable.Range(0, 60).Select(i => $"{i} {(i * 7) % 60}")], [.. Enumerable.Range(0, 10).Select(i => $"{i * 5}")]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ModelWithItself_AgreesInEverything()
    {
        await using var model = TestEmbedder.Create(TestEmbedder.Manifest(Pooling.Mean) with { QueryTokenType = 0 });

        var agreement = await ModelComparison.RunAsync(model, model, Texts, TimeProvider.System, Token);

        Assert.Equal((60, 10), (agreement.Passages, agreement.Queries));
        Assert.InRange(agreement.LowestCosine, 0.99999, 1.00001);
        Assert.InRange(agreement.LowestAloneCosine, 0.99999, 1.00001);
        Assert.Equal((1.0, 1.0), (agreement.Top10Overlap, agreement.Top1Agreement));
        Assert.True(agreement.TokensPerSecondAfter > 0);
    }

    [Fact]
    public async Task RunAsync_ModelsThatDiffer_ShowsIt()
    {
        await using var before = TestEmbedder.Create(TestEmbedder.Manifest(Pooling.Mean) with { QueryTokenType = 0 });
        await using var after = TestEmbedder.Create(TestEmbedder.Manifest(Pooling.Mean) with { QueryTokenType = 0, DocumentTokenType = 1 });

        var agreement = await ModelComparison.RunAsync(before, after, Texts, TimeProvider.System, Token);

        Assert.True(agreement.LowestCosine < agreement.MeanCosine);
        Assert.True(agreement.MeanCosine < 0.99);
        Assert.True(agreement.Top10Overlap < 1);
    }
}
