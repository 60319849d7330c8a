using System.Diagnostics.Metrics;

using Julie.Embedding.Manifest;
using Julie.Embedding.Onnx;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace Julie.Embedding.Tests.Support;

/// <summary>The real embedder over a tiny graph and <see cref="NumberTokenizer"/>.</summary>
internal static class TestEmbedder
{
    public static EmbeddingTelemetry Telemetry { get; } =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public static ModelManifest Manifest(Pooling pooling, int? maxTokens = 16) => new()
    {
        Id = "tiny",
        DisplayName = "Tiny",
        Provider = ModelProvider.Onnx,
        Dimensions = TinyModel.Dimensions,
        Pooling = pooling,
        Normalize = true,
        MaxTokens = maxTokens,
        QueryTokenType = 1,
        Tokenizer = new TokenizerManifest(TokenizerType.Code, ["vocabulary.json"]),
        Onnx = new OnnxManifest("model.onnx", pooling == Pooling.None ? TinyModel.TextOutput : TinyModel.TokenOutput),
        Revision = "1",
        License = "MIT",
        Files = [new("model.onnx", new string('a', 64), 1), new("vocabulary.json", new string('b', 64), 1)],
    };

    public static IEmbedder Create(ModelManifest manifest, EmbeddingOptions? options = null) =>
        Create(manifest, manifest.Pooling == Pooling.None ? TinyModel.PerText() : TinyModel.PerToken(), options);

    public static IEmbedder Create(ModelManifest manifest, byte[] bytes, EmbeddingOptions? options = null)
    {
        var graph = new OnnxGraph(new InferenceSession(bytes), manifest, "model.onnx");
        return new OnnxEmbedder(manifest, new NumberTokenizer(), graph, new OnnxDevice("cpu"), options ?? new(), Telemetry, NullLogger.Instance);
    }
}
