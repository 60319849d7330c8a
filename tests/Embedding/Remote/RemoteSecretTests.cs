using Julie.Embedding.Manifest;
using Julie.Embedding.Remote;
using Julie.Embedding.Tests.Support;

namespace Julie.Embedding.Tests.Remote;

/// <summary>Where the key comes from, where it goes, and where it must never be seen.</summary>
public sealed class RemoteSecretTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EmbedAsync_ServiceThatRepeatsTheKey_IsNotQuoted(bool refused)
    {
        await using var service = await EmbeddingService.StartAsync(voyage: false);
        if (refused)
        {
            service.RequiredKey = "another";
        }
        else
        {
            service.Next.Enqueue(EmbeddingService.Status(403, $$"""{"error":"no access for {{EmbeddingService.Key}}"}"""));
        }

        var logger = new ListLogger();
        await using var embedder = RemoteModel.Create(service, logger: logger);

        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, Token));

        Assert.Contains(refused ? "refuses the key (401)" : "no access for ***", error.Message);
        Assert.DoesNotContain(EmbeddingService.Key, error.ToString());
        Assert.NotEmpty(logger.Messages);
        Assert.All(logger.Messages, message => Assert.DoesNotContain(EmbeddingService.Key, message));
        Assert.DoesNotContain(EmbeddingService.Key, embedder.Problem);
    }

    [Fact]
    public async Task EmbedAsync_KeyFile_IsReadAgainWithoutARestart()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "old\n", Token);
            await using var service = await EmbeddingService.StartAsync();
            var options = RemoteModel.Options();
            (options.ApiKey, options.ApiKeyFile) = (null, file);
            await using var embedder = RemoteModel.Create(service, options);
            await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, Token));

            await File.WriteAllTextAsync(file, $"{EmbeddingService.Key}\n", Token);

            Assert.Single(await embedder.EmbedAsync(["text"], EmbedSide.Document, Token));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task EmbedAsync_Redirect_IsNotFollowed()
    {
        await using var elsewhere = await EmbeddingService.StartAsync();
        await using var service = await EmbeddingService.StartAsync();
        service.Next.Enqueue(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"{elsewhere.Address}/v1/embeddings";
            return Task.CompletedTask;
        });
        await using var embedder = RemoteModel.Create(service);

        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedAsync(["text"], EmbedSide.Document, Token));

        Assert.Contains("redirects", error.Message);
        Assert.Empty(elsewhere.Received);
    }

    [Theory]
    [InlineData("http://models.example.com/v1", "plain http")]
    [InlineData("https://user:secret@models.example.com/v1", "user or password")]
    [InlineData("models.example.com", "no http or https address")]
    [InlineData("file:///etc/passwd", "no http or https address")]
    public void Address_Unsafe_IsRefusedWithoutQuotingIt(string endpoint, string problem)
    {
        var error = Assert.Throws<ModelUnavailableException>(() => RemoteAddress.Of(Manifest(), new RemoteOptions { Endpoint = endpoint }));

        Assert.Contains(problem, error.Message);
        Assert.Contains("Julie:Embedding:Remote:Endpoint", error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }

    [Theory]
    [InlineData(null, false, "https://api.voyageai.com/v1/embeddings")]
    [InlineData("http://127.0.0.1:8080/v1", false, "http://127.0.0.1:8080/v1/embeddings")]
    [InlineData("http://localhost:11434/v1/", false, "http://localhost:11434/v1/embeddings")]
    [InlineData("http://models.internal/v1/embeddings", true, "http://models.internal/v1/embeddings")]
    [InlineData("https://a.openai.azure.com/openai/deployments/d/embeddings?api-version=1", false, "https://a.openai.azure.com/openai/deployments/d/embeddings?api-version=1")]
    public void Address_Allowed_EndsWithTheMethod(string? endpoint, bool allowInsecure, string expected)
        => Assert.Equal(expected, RemoteAddress.Of(Manifest(), new RemoteOptions { Endpoint = endpoint, AllowInsecure = allowInsecure }).AbsoluteUri);

    [Fact]
    public void Key_OfTheEnvironment_GoesToItsOwnHostOnly()
    {
        const string Variable = "VOYAGE_API_KEY";
        var before = Environment.GetEnvironmentVariable(Variable);
        try
        {
            Environment.SetEnvironmentVariable(Variable, "from-the-environment");
            Assert.Equal("from-the-environment", KeyFor("https://api.voyageai.com/v1/embeddings"));
            Assert.Null(KeyFor("https://proxy.example.com/v1/embeddings"));

            Environment.SetEnvironmentVariable(Variable, null);
            var error = Assert.Throws<ModelUnavailableException>(() => KeyFor("https://api.voyageai.com/v1/embeddings"));
            Assert.Contains("ApiKeyFile", error.Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }

        static string? KeyFor(string address) => new RemoteKey(ModelProvider.Voyage, new Uri(address), new RemoteOptions()).Read();
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("schlüssel")]
    public void Key_ThatCannotBeOne_IsRefusedWithoutQuotingIt(string key)
    {
        var error = Assert.Throws<ModelUnavailableException>(
            () => new RemoteKey(ModelProvider.OpenAi, new Uri("https://example.com"), new RemoteOptions { ApiKey = key }).Read());

        Assert.DoesNotContain(key, error.Message);
    }

    private static ModelManifest Manifest() => TestEmbedder.Manifest(Pooling.None) with
    {
        Provider = ModelProvider.Voyage,
        Remote = new RemoteManifest("https://api.voyageai.com/v1/embeddings", "voyage-code-3", 1000, 120_000),
    };
}
