using System.Numerics.Tensors;
using System.Text.Json.Nodes;

using Julie.Embedding.Remote;
using Julie.Embedding.Tests.Support;

namespace Julie.Embedding.Tests.Remote;

/// <summary>What goes over the wire, and what is made of the answers.</summary>
public sealed class RemoteRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EmbedSide.Document, "document")]
    [InlineData(EmbedSide.Query, "query")]
    public async Task EmbedAsync_Voyage_SendsThePublishedRequest(EmbedSide side, string inputType)
    {
        await using var service = await EmbeddingService.StartAsync();
        await using var embedder = RemoteModel.Create(service);

        var vectors = await embedder.EmbedAsync(["int a;"], side, Token);

        var request = Assert.Single(service.Received);
        Assert.Equal("/v1/embeddings", request.Path);
        Assert.Equal($"Bearer {EmbeddingService.Key}", request.Headers["Authorization"]);
        Assert.Equal("a-model", request.Field("model"));
        Assert.Equal(inputType, request.Field("input_type"));
        Assert.Equal("false", request.Field("truncation"));
        Assert.Equal("8", request.Field("output_dimension"));
        Assert.Equal("float", request.Field("output_dtype"));
        Assert.Equal("base64", request.Field("encoding_format"));
        AssertIs(EmbeddingService.VectorOf("int a;", inputType, 8), vectors[0]);
        Assert.Equal(1, TensorPrimitives.Norm(vectors[0].Span), 5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EmbedAsync_OpenAi_AsksForALengthOnlyWhereTheModelHasSeveral(bool matryoshka)
    {
        await using var service = await EmbeddingService.StartAsync(voyage: false);
        var manifest = RemoteModel.Manifest(service) with { Matryoshka = matryoshka ? [2, 4] : null };
        await using var embedder = RemoteModel.Create(service, manifest: manifest);

        var vectors = await embedder.EmbedAsync(["int a;"], EmbedSide.Document, Token);

        var request = Assert.Single(service.Received);
        Assert.Equal(matryoshka ? "8" : null, request.Field("dimensions"));
        Assert.Null(request.Field("input_type"));
        Assert.Null(request.Field("truncation"));
        AssertIs(EmbeddingService.VectorOf("int a;", null, 8), vectors[0]);
    }

    [Fact]
    public async Task EmbedAsync_AzureOpenAi_SendsItsHeaderAndKeepsTheVersion()
    {
        await using var service = await EmbeddingService.StartAsync(voyage: false);
        var options = RemoteModel.Options();
        options.ApiKeyHeader = "api-key";
        options.Endpoint = $"{service.Address}/openai/deployments/mine?api-version=2024-10-21";
        await using var embedder = RemoteModel.Create(service, options);

        await embedder.EmbedAsync(["int a;"], EmbedSide.Document, Token);

        var request = Assert.Single(service.Received);
        Assert.Equal("/openai/deployments/mine/embeddings", request.Path);
        Assert.Equal("?api-version=2024-10-21", request.Query);
        Assert.Equal(EmbeddingService.Key, request.Headers["api-key"]);
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EmbedAsync_Prefixes_StandBeforeTheTexts(bool query)
    {
        await using var service = await EmbeddingService.StartAsync(voyage: false);
        var manifest = RemoteModel.Manifest(service) with { QueryPrefix = "find: ", DocumentPrefix = "code: " };
        await using var embedder = RemoteModel.Create(service, manifest: manifest);

        await embedder.EmbedAsync(["x"], query ? EmbedSide.Query : EmbedSide.Document, Token);

        Assert.Equal(query ? "find: x" : "code: x", Assert.Single(service.Received).Texts[0]);
    }

    [Fact]
    public async Task EmbedAsync_Numbers_AreReadLikeBase64()
    {
        await using var service = await EmbeddingService.StartAsync();
        var options = RemoteModel.Options();
        options.Encoding = RemoteEncoding.Numbers;
        await using var numbers = RemoteModel.Create(service, options);
        await using var base64 = RemoteModel.Create(service);

        var first = await numbers.EmbedAsync(["int a;"], EmbedSide.Document, Token);
        var second = await base64.EmbedAsync(["int a;"], EmbedSide.Document, Token);

        Assert.Null(service.Received.First().Field("encoding_format"));
        Assert.Equal(first[0].ToArray(), second[0].ToArray());
    }

    [Fact]
    public async Task EmbedAsync_ManyTexts_StaysWithinEveryLimitAndKeepsTheOrder()
    {
        await using var service = await EmbeddingService.StartAsync();
        service.MaxTexts = 100;
        service.MaxRequestTokens = 2000;
        var manifest = RemoteModel.Manifest(service);
        manifest = manifest with { Remote = manifest.Remote! with { MaxTexts = 100, MaxRequestTokens = 2000 } };
        await using var embedder = RemoteModel.Create(service, manifest: manifest);
        string[] texts = [.. Enumerable.Range(0, 700).Select(i => new string((char)('a' + (i % 26)), 1 + (i * 37 % 400)) + i)];

        var vectors = await embedder.EmbedAsync(texts, EmbedSide.Document, Token);

        // The service refuses what exceeds a limit, and a refusal would have failed the call.
        Assert.All(service.Received, request => Assert.True(request.Texts.Count <= 100 && request.Tokens <= 2000));
        Assert.True(service.Received.Count >= 700 / 100);
        Assert.Equal(700, service.Received.Sum(request => request.Texts.Count));
        for (var i = 0; i < texts.Length; i++)
        {
            AssertIs(EmbeddingService.VectorOf(texts[i], "document", 8), vectors[i]);
        }
    }

    [Fact]
    public async Task EmbedAsync_SeveralRequests_AreInFlightTogetherAndNeverMoreThanAllowed()
    {
        await using var service = await EmbeddingService.StartAsync();
        var manifest = RemoteModel.Manifest(service);
        manifest = manifest with { Remote = manifest.Remote! with { MaxTexts = 1 } };
        var options = RemoteModel.Options();
        options.ConcurrentRequests = 3;
        await using var embedder = RemoteModel.Create(service, options, manifest);
        var together = new TaskCompletionSource();
        var begun = 0;
        service.Before = () =>
        {
            if (Interlocked.Increment(ref begun) == 3)
            {
                together.SetResult();
            }

            return together.Task; // nobody is answered before three are there
        };

        await embedder.EmbedAsync([.. Enumerable.Range(0, 12).Select(i => $"text {i}")], EmbedSide.Document, Token);

        Assert.Equal(3, service.MostInFlight);
        Assert.Equal(12, service.Received.Count);
    }

    [Fact]
    public async Task EmbedAsync_PermutedIndexes_AreBroughtIntoOrder()
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Change = answer =>
        {
            var data = answer["data"]!.AsArray();
            answer["data"] = new JsonArray([.. data.Reverse().Select(item => item!.DeepClone())]);
            return answer;
        };
        await using var embedder = RemoteModel.Create(service);

        var vectors = await embedder.EmbedAsync(["one", "two", "three"], EmbedSide.Document, Token);

        AssertIs(EmbeddingService.VectorOf("one", "document", 8), vectors[0]);
        AssertIs(EmbeddingService.VectorOf("three", "document", 8), vectors[2]);
    }

    [Fact]
    public async Task EmbedAsync_LoneSurrogateAndNul_ReachTheServiceAsText()
    {
        await using var service = await EmbeddingService.StartAsync();
        await using var embedder = RemoteModel.Create(service);

        await embedder.EmbedAsync(["a\ud800b", "nul \0 \"quoted\" \\ 😀 日本"], EmbedSide.Document, Token);

        Assert.Equal(["a\ufffdb", "nul \0 \"quoted\" \\ 😀 日本"], Assert.Single(service.Received).Texts);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public async Task EmbedAsync_EmptyText_IsRefusedBeforeAnythingIsSent(string text)
    {
        await using var service = await EmbeddingService.StartAsync();
        await using var embedder = RemoteModel.Create(service);

        var error = await Assert.ThrowsAsync<EmbeddingException>(() => embedder.EmbedAsync(["good", text], EmbedSide.Document, Token));

        Assert.Contains("Text 1", error.Message);
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task EmbedAsync_DocumentOf100000Tokens_IsRefusedNotCut()
    {
        await using var service = await EmbeddingService.StartAsync();
        await using var embedder = RemoteModel.Create(service);

        var error = await Assert.ThrowsAsync<EmbeddingException>(
            () => embedder.EmbedAsync([new string('x', 300_000)], EmbedSide.Document, Token));

        Assert.Contains("100000 tokens", error.Message);
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task EmbedAsync_LongQuery_IsCutToWhatTheModelTakesForSure()
    {
        await using var service = await EmbeddingService.StartAsync(voyage: false);
        service.MaxTokens = 250; // of the service's own, for which every byte might be one
        var manifest = RemoteModel.Manifest(service) with { MaxTokens = 1000 };
        await using var embedder = RemoteModel.Create(service, manifest: manifest);

        await embedder.EmbedAsync([new string('x', 5000)], EmbedSide.Query, Token);

        Assert.InRange(Assert.Single(service.Received).Texts[0].Length, 900, 1000 - 32);
    }

    [Fact]
    public async Task EmbedAsync_NothingToEmbed_SendsNothing()
    {
        await using var service = await EmbeddingService.StartAsync();
        await using var embedder = RemoteModel.Create(service);

        Assert.Empty(await embedder.EmbedAsync([], EmbedSide.Document, Token));
        Assert.Empty(service.Received);
    }

    private static void AssertIs(float[] given, ReadOnlyMemory<float> vector)
    {
        TensorPrimitives.Divide(given, TensorPrimitives.Norm(given), given);
        Assert.Equal(given, vector.ToArray());
    }
}
