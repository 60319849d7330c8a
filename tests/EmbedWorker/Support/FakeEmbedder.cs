using Julie.Embedding;
using Julie.Embedding.Manifest;

using Microsoft.ML.Tokenizers;

namespace Julie.EmbedWorker.Tests.Support;

/// <summary>Embeds a text as its length; texts with "poison" in them fail, and while <see cref="Broken"/> everything does.</summary>
internal sealed class FakeEmbedder : IEmbedder
{
    public bool Broken { get; set; }

    /// <summary>Calls, from the next on, that find the service away.</summary>
    public int Outage { get; set; }

    public List<IReadOnlyList<string>> Calls { get; } = [];

    public List<int> Priorities { get; } = [];

    /// <summary>The side that it expects.</summary>
    public EmbedSide Side { get; init; } = EmbedSide.Document;

    public string Device => "cpu";

    public Tokenizer Tokenizer => throw new NotSupportedException();

    public int Dimensions => 1;

    public ModelManifest Manifest { get; } = new()
    {
        Id = "fake",
        DisplayName = "Fake",
        Provider = ModelProvider.Onnx,
        Dimensions = 1,
        Pooling = Pooling.None,
        Normalize = false,
        Tokenizer = new TokenizerManifest(TokenizerType.Code, []),
        Revision = "",
        License = "",
        Files = [],
    };

    public Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbedSide side, int priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Assert.Equal(Side, side);
        lock (Calls)
        {
            Calls.Add(texts);
            Priorities.Add(priority);
        }

        if (Outage > 0)
        {
            Outage--;
            throw new ModelUnavailableException("the service is away");
        }

        return Broken || texts.Any(text => text.Contains("poison", StringComparison.Ordinal))
            ? throw new EmbeddingException("this text cannot be embedded")
            : Task.FromResult<IReadOnlyList<ReadOnlyMemory<float>>>([.. texts.Select(text => new ReadOnlyMemory<float>([text.Length]))]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
