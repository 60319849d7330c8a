using Julie.Embedding.Queries;
using Julie.Embedding.Tests.Support;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Julie.Embedding.Tests.Remote;

/// <summary>A service's model as the configuration names it: manifest, settings, health.</summary>
public sealed class RemoteModelOpeningTests : IDisposable
{
    private readonly DirectoryInfo models = Directory.CreateTempSubdirectory("julie-remote-models-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => models.Delete(recursive: true);

    [Fact]
    public async Task GetAsync_ServiceThatRefusesTheKey_IsUnhealthyUntilTheKeyIsMended()
    {
        await using var service = await EmbeddingService.StartAsync();
        service.RequiredKey = "another";
        await using var room = Room(service);

        var embedder = await room.GetRequiredService<EmbedderSource>().GetAsync(Token);
        var sick = await HealthAsync(room);
        service.RequiredKey = EmbeddingService.Key;
        var vector = await room.GetRequiredService<QueryEmbedder>().EmbedAsync(1, "a query", Token);
        var well = await HealthAsync(room);

        Assert.Equal(HealthStatus.Unhealthy, sick.Status);
        Assert.Contains("refuses the key (401)", sick.Entries["embedding"].Description);
        Assert.Equal(8, vector.Length);
        Assert.Equal(HealthStatus.Healthy, well.Status);
        Assert.Contains($"a-service on voyage (127.0.0.1:{new Uri(service.Address).Port})", well.Entries["embedding"].Description);
        Assert.Same(embedder, await room.GetRequiredService<EmbedderSource>().GetAsync(Token));
    }

    [Fact]
    public async Task GetAsync_ServiceThatRefusesTheRequestItself_IsTheModelsProblem()
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Next.Enqueue(EmbeddingService.Status(400, """{"detail":"Model a-model is not supported."}"""));
        await using var room = Room(service);

        var health = await HealthAsync(room);

        Assert.Contains("Model a-model is not supported", health.Entries["embedding"].Description);
    }

    [Fact]
    public async Task GetAsync_PlainHttpElsewhere_IsRefusedWithTheSetting()
    {
        await using var service = await EmbeddingService.StartAsync();
        await using var room = Room(service, ("Endpoint", "http://models.example.com/v1"));

        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => room.GetRequiredService<EmbedderSource>().GetAsync(Token).AsTask());

        Assert.Contains("AllowInsecure", error.Message);
        Assert.Empty(service.Received);
    }

    [Theory]
    [InlineData("ConcurrentRequests", "0")]
    [InlineData("TokensPerMinute", "-1")]
    [InlineData("RequestTimeout", "01:00:00")]
    [InlineData("ApiKeyHeader", "not a header")]
    public async Task Options_OutOfRange_AreNamed(string setting, string value)
    {
        await using var service = await EmbeddingService.StartAsync();
        await using var room = Room(service, (setting, value));

        var error = Assert.Throws<OptionsValidationException>(() => room.GetRequiredService<IOptions<EmbeddingOptions>>().Value);

        Assert.Contains(setting, error.Message);
    }

    private ServiceProvider Room(EmbeddingService service, params (string Name, string Value)[] settings)
    {
        var folder = models.CreateSubdirectory("a-service");
        File.WriteAllText(
            Path.Combine(folder.FullName, "model.json"),
            $$"""
            {
              "id": "a-service", "displayName": "A service", "provider": "voyage", "dimensions": 8, "matryoshka": [4], "pooling": "none", "normalize": true,
              "maxTokens": 32000, "tokenizer": { "type": "bytes", "files": [] },
              "remote": { "endpoint": "{{service.Address}}/v1/embeddings", "model": "a-model", "maxTexts": 1000, "maxRequestTokens": 120000 },
              "revision": "1", "license": "service", "files": []
            }
            """);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Julie:Embedding:ModelsDirectory", models.FullName),
            new("Julie:Embedding:Model", "a-service"),
            new("Julie:Embedding:Remote:ApiKey", EmbeddingService.Key),
            .. settings.Select(setting => KeyValuePair.Create($"Julie:Embedding:Remote:{setting.Name}", (string?)setting.Value)),
        ]).Build();
        var services = new ServiceCollection().AddLogging().AddEmbedding(configuration);
        services.AddHealthChecks().AddEmbedding();
        return services.BuildServiceProvider();
    }

    private static Task<HealthReport> HealthAsync(ServiceProvider room) => room.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
}
