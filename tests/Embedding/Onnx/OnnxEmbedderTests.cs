using System.Numerics.Tensors;

using Julie.Embedding.Manifest;
using Julie.Embedding.Tests.Support;

namespace Julie.Embedding.Tests.Onnx;

public sealed class OnnxEmbedderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Pooling.None)]
    [InlineData(Pooling.Cls)]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.Last)]
    [InlineData(Pooling.WeightedMean)]
    public async Task EmbedAsync_TextsOfManyLengthsInSmallBatches_GivesEachItsOwnVectorInOrder(Pooling pooling)
    {
        await using var embedder = TestEmbedder.Create(TestEmbedder.Manifest(pooling), new EmbeddingOptions { BatchTokens = 20 });
        var random = new Random(7);
        var ids = Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, random.Next(1, 16)).Select(_ => random.Next(0, 50)).ToArray()).ToArray();

        var vectors = await embedder.EmbedAsync([.. ids.Select(row => string.Join(' ', row))], EmbedSide.Document, Token);

        for (var i = 0; i < ids.Length; i++)
        {
            AssertClose(Expected(pooling, ids[i], tokenType: 0), vectors[i].Span);
        }
    }

    [Theory]
    [InlineData(Pooling.None)]
    [InlineData(Pooling.Cls)]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.Last)]
    public async Task EmbedAsync_ShorterDimensions_CutsThenNormalises(Pooling pooling)
    {
        var manifest = TestEmbedder.Manifest(pooling) with { Dimensions = 2, FullDimensions = TinyModel.Dimensions };
        await using var embedder = TestEmbedder.Create(manifest);
        await using var full = TestEmbedder.Create(TestEmbedder.Manifest(pooling));

        var vectors = await embedder.EmbedAsync(["3 1 4", "1", "5 9"], EmbedSide.Document, Token);
        var whole = await full.EmbedAsync(["3 1 4", "1", "5 9"], EmbedSide.Document, Token);

        for (var i = 0; i < 3; i++)
        {
            float[] head = [whole[i].Span[0], whole[i].Span[1]];
            var length = MathF.Sqrt((head[0] * head[0]) + (head[1] * head[1]));
            AssertClose([head[0] / length, head[1] / length], vectors[i].Span);
        }
    }

    [Fact]
    public async Task EmbedAsync_ShorterVectorOfAMatryoshkaModel_IsItsBeginningNormalised()
    {
        var whole = TestEmbedder.Manifest(Pooling.Mean) with { Normalize = false };
        await using var full = TestEmbedder.Create(whole);
        await using var cut = TestEmbedder.Create(whole with { Normalize = true, Dimensions = 2, FullDimensions = TinyModel.Dimensions });

        var expected = (await full.EmbedAsync(["3 7 9"], EmbedSide.Document, Token))[0].Span[..2].ToArray();
        TensorPrimitives.Divide(expected, TensorPrimitives.Norm<float>(expected), expected);

        AssertClose(expected, (await cut.EmbedAsync(["3 7 9"], EmbedSide.Document, Token))[0].Span);
    }

    [Fact]
    public async Task EmbedAsync_SameTextOnBothSides_GivesTwoVectors()
    {
        await using var embedder = TestEmbedder.Create(TestEmbedder.Manifest(Pooling.Mean));

        var document = (await embedder.EmbedAsync(["1 2"], EmbedSide.Document, Token))[0];
        var query = (await embedder.EmbedAsync(["1 2"], EmbedSide.Query, Token))[0];

        AssertClose(Expected(Pooling.Mean, [1, 2], tokenType: 0), document.Span);
        AssertClose(Expected(Pooling.Mean, [1, 2], tokenType: 1), query.Span);
        Assert.True(TensorPrimitives.Dot(document.Span, query.Span) < 0.9);
    }

    [Fact]
    public async Task EmbedAsync_Prefix_IsPartOfItsSideOnly()
    {
        var manifest = TestEmbedder.Manifest(Pooling.Mean) with { QueryPrefix = "9 ", QueryTokenType = 0 };
        await using var embedder = TestEmbedder.Create(manifest);

        AssertClose(Expected(Pooling.Mean, [9, 1], 0), (await embedder.EmbedAsync(["1"], EmbedSide.Query, Token))[0].Span);
        AssertClose(Expected(Pooling.Mean, [1], 0), (await embedder.EmbedAsync(["1"], EmbedSide.Document, Token))[0].Span);
    }

    [Fact]
    public async Task EmbedAsync_VectorThatIsNotANumber_IsRefusedWithItsText()
    {
        await using var embedder = TestEmbedder.Create(TestEmbedder.Manifest(Pooling.Mean));

        var error = await Assert.ThrowsAsync<EmbeddingException>(
            () => embedder.EmbedAsync(["1", $"{TinyModel.NotANumber}", "2"], EmbedSide.Document, Token));

        Assert.Contains("text 1 of its call", error.Message);
    }

    [Theory]
    [InlineData("", "no tokens")]
    [InlineData("1 2 3 4 5 6 7 8 9", "9 tokens where tiny takes 8")]
    public async Task EmbedAsync_DocumentWithoutTokensOrTooLong_IsRefusedAndNeverCut(string text, string reason)
    {
        await using var embedder = TestEmbedder.Create(TestEmbedder.Manifest(Pooling.Mean, maxTokens: 8));

        var error = await Assert.ThrowsAsync<EmbeddingException>(() => embedder.EmbedAsync([text], EmbedSide.Document, Token));

        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public async Task EmbedAsync_QueryTooLong_IsCutToTheLimit()
    {
        await using var embedder = TestEmbedder.Create(TestEmbedder.Manifest(Pooling.Mean, maxTokens: 8));

        var vector = (await embedder.EmbedAsync(["1 2 3 4 5 6 7 8 9 10"], EmbedSide.Query, Token))[0];

        AssertClose(Expected(Pooling.Mean, [1, 2, 3, 4, 5, 6, 7, 8], tokenType: 1), vector.Span);
    }

    [Fact]
    public async Task EmbedAsync_ManyCallersAtOnce_EachGetsItsOwn()
    {
        await using var embedder = TestEmbedder.Create(
            TestEmbedder.Manifest(Pooling.Last), new EmbeddingOptions { BatchTokens = 256, ConcurrentBatches = 3 });

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async id =>
        {
            var vectors = await embedder.EmbedAsync([.. Enumerable.Repeat($"7 {id}", 20)], EmbedSide.Document, id % 4, Token);
            Assert.All(vectors, vector => AssertClose(Expected(Pooling.Last, [7, id], 0), vector.Span));
        }));
    }

    /// <summary>Law 8, in the process: a push waits for one batch of a backfill, not for the backfill.</summary>
    [Fact]
    public async Task EmbedAsync_PushDuringABackfillOfManyBatches_DoesNotWaitForItsEnd()
    {
        await using var embedder = TestEmbedder.Create(TestEmbedder.Manifest(Pooling.Mean), new EmbeddingOptions { BatchTokens = 1 });
        using var enough = new CancellationTokenSource();
        var backfill = embedder.EmbedAsync([.. Enumerable.Repeat("1", 200_000)], EmbedSide.Document, priority: 2, enough.Token);

        Assert.Single(await embedder.EmbedAsync(["2"], EmbedSide.Document, priority: 0, Token));

        Assert.False(backfill.IsCompleted);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backfill);
    }

    [Fact]
    public async Task EmbedAsync_Cancelled_Ends()
    {
        await using var embedder = TestEmbedder.Create(TestEmbedder.Manifest(Pooling.Mean));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => embedder.EmbedAsync(["1"], EmbedSide.Document, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task EmbedAsync_NoTexts_GivesNothing()
    {
        await using var embedder = TestEmbedder.Create(TestEmbedder.Manifest(Pooling.Mean));

        Assert.Empty(await embedder.EmbedAsync([], EmbedSide.Document, Token));
    }

    private static float[] Expected(Pooling pooling, int[] ids, int tokenType)
    {
        var rows = ids.Select(id => TinyModel.Row(id).Zip(TinyModel.TypeRow(tokenType), (a, b) => a + b).ToArray()).ToArray();
        float[] vector = pooling switch
        {
            Pooling.Cls => rows[0],
            Pooling.Last => rows[^1],
            Pooling.WeightedMean => [.. Enumerable.Range(0, TinyModel.Dimensions).Select(d => rows.Select((row, i) => (i + 1) * row[d]).Sum())],
            _ => [.. Enumerable.Range(0, TinyModel.Dimensions).Select(d => rows.Average(row => row[d]))],
        };
        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / length)];
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> actual)
        => Assert.True(TensorPrimitives.Distance(expected, actual) < 1e-4, $"[{string.Join(", ", actual.ToArray())}] is not [{string.Join(", ", expected)}]");
}
