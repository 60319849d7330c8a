using Julie.Embedding.Manifest;
using Julie.Embedding.Remote;
using Julie.Embedding.Tokenizers;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Julie.Embedding.Tests.Support;

/// <summary>The real remote embedder against a service on loopback.</summary>
internal static class RemoteModel
{
    public static ModelManifest Manifest(EmbeddingService service) => new()
    {
        Id = service.Voyage ? "voyage-code-3" : "text-embedding-3-small",
        DisplayName = "Remote",
        Provider = service.Voyage ? ModelProvider.Voyage : ModelProvider.OpenAi,
        Dimensions = 8,
        Matryoshka = [4],
        Pooling = Pooling.None,
        Normalize = true,
        MaxTokens = 32_000,
        Tokenizer = new TokenizerManifest(TokenizerType.Bytes, []),
        Remote = new RemoteManifest($"{service.Address}/v1/embeddings", "a-model", 1000, 120_000, 0.18m),
        Revision = "1",
        License = "service",
        Files = [],
    };

    /// <summary>Pauses of a millisecond; the key of the service.</summary>
    public static RemoteOptions Options() => new()
    {
        ApiKey = EmbeddingService.Key,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(2),
        Retries = 4,
        QueryTimeout = TimeSpan.FromSeconds(30),
    };

    public static IEmbedder Create(
        EmbeddingService service, RemoteOptions? options = null, ModelManifest? manifest = null, TimeProvider? time = null, ILogger? logger = null)
        => new RemoteEmbedder(
            manifest ?? Manifest(service), new ByteTokenizer(), options ?? Options(), TestEmbedder.Telemetry, logger ?? NullLogger.Instance,
            time ?? TimeProvider.System);
}
