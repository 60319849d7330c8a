using Julie.Embedding;

namespace Julie.EmbedWorker.Jobs;

/// <summary>Embeds documents so that a text that cannot be embedded fails alone (law 10): a failing batch is halved until it is found.</summary>
internal sealed class IsolatingEmbedder(IEmbedder embedder, int priority)
{
    /// <summary>What every working model embeds. Where it fails, the texts are not to blame.</summary>
    private const string Probe = "return the number of items";

    /// <summary>An outcome a text, in the order of the texts.</summary>
    /// <exception cref="ModelUnavailableException">The model itself fails: no text is to blame, and the job is to be tried later.</exception>
    public async Task<IReadOnlyList<EmbedOutcome>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        try
        {
            var vectors = await embedder.EmbedAsync(texts, EmbedSide.Document, priority, cancellationToken);
            return [.. vectors.Select(vector => new EmbedOutcome(vector, null))];
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not ModelUnavailableException)
        {
            if (texts.Count > 1)
            {
                var half = texts.Count / 2;
                var first = await EmbedAsync([.. texts.Take(half)], cancellationToken);
                var second = await EmbedAsync([.. texts.Skip(half)], cancellationToken);
                return [.. first, .. second];
            }

            await ProbeAsync(exception, cancellationToken);
            return [new EmbedOutcome(default, exception.Message)];
        }
    }

    private async Task ProbeAsync(Exception cause, CancellationToken cancellationToken)
    {
        try
        {
            await embedder.EmbedAsync([Probe], EmbedSide.Document, priority, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not ModelUnavailableException)
        {
            throw new ModelUnavailableException($"{embedder.Manifest.Id} on {embedder.Device} fails for every text: {exception.Message}", cause);
        }
    }
}
