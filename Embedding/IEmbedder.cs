using Julie.Embedding.Manifest;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding;

/// <summary>A loaded model that turns texts into vectors. Safe for concurrent use.</summary>
public interface IEmbedder : IAsyncDisposable
{
    /// <summary>The model.</summary>
    ModelManifest Manifest { get; }

    /// <summary>The device that really runs it: <c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>, or the service and its host.</summary>
    string Device { get; }

    /// <summary>Why it is that device, where <c>auto</c> would have preferred another; else null.</summary>
    string? DeviceNote => null;

    /// <summary>Why it embeds nothing at present, where a service is away or a budget is spent; null while it works.</summary>
    string? Problem => null;

    /// <summary>
    /// Where there is a problem, finds out whether it is over, but not all the time; returns once that is known. Without it a model that nobody has
    /// work for would never be well again.
    /// </summary>
    Task RecheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The model's tokenizer.</summary>
    Tokenizer Tokenizer { get; }

    /// <summary>Length of a vector.</summary>
    int Dimensions { get; }

    /// <summary>Embeds texts.</summary>
    /// <param name="texts">Texts without the model's prefix. A document is never truncated (law 7); a query is, to the model's limit.</param>
    /// <param name="side">Document or query.</param>
    /// <param name="priority">Who runs first where several wait for the device: 0 is most urgent. It is weighed between batches, not between calls.</param>
    /// <param name="cancellationToken">Ends the call between batches, and a running batch as soon as the device allows.</param>
    /// <returns>One vector of <see cref="Dimensions"/> numbers a text, in the order of the texts, all finite.</returns>
    /// <exception cref="EmbeddingException">A text has no tokens, has more than the model takes, or its vector is no number.</exception>
    /// <exception cref="ModelUnavailableException">The model itself fails at present; no text is to blame.</exception>
    Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbedSide side, int priority, CancellationToken cancellationToken);

    /// <summary>Embeds texts at once, before all that wait with a lower priority.</summary>
    Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbedSide side, CancellationToken cancellationToken)
        => EmbedAsync(texts, side, priority: 0, cancellationToken);
}
