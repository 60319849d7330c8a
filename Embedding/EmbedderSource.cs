using Julie.Embedding.Manifest;
using Julie.Embedding.Onnx;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Julie.Embedding;

/// <summary>
/// The configured model, loaded when it is first needed and kept. A failure is not kept: the next caller tries again, so that a mended
/// file needs no restart. Safe for concurrent use.
/// </summary>
public sealed class EmbedderSource(EmbedderFactory factory, IOptions<EmbeddingOptions> options, ILogger<EmbedderSource> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile IEmbedder? current;
    private volatile string? problem;

    /// <summary>The loaded model, or null as long as nobody needed it or it cannot be used.</summary>
    public IEmbedder? Current => current;

    /// <summary>Why the model could not be loaded at the last try; null where it could, or nobody tried.</summary>
    public string? Problem => problem;

    /// <summary>The configured model, loaded by the first caller while others wait.</summary>
    /// <exception cref="ModelFileException">A file is missing or corrupt.</exception>
    /// <exception cref="DeviceUnavailableException">The configured device does not work here.</exception>
    public async ValueTask<IEmbedder> GetAsync(CancellationToken cancellationToken)
    {
        if (current is { } loaded)
        {
            return loaded;
        }

        await loading.WaitAsync(cancellationToken);
        try
        {
            if (current is null)
            {
                current = await factory.CreateAsync(options.Value.Model, cancellationToken);
                problem = null;
            }

            return current;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The same problem at every try would fill the log.
            if (problem != exception.Message)
            {
                problem = exception.Message;
                Log.ModelUnusable(logger, options.Value.Model, exception.Message);
            }

            throw;
        }
        finally
        {
            loading.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref current, null) is { } loaded)
        {
            await loaded.DisposeAsync();
        }

        loading.Dispose();
    }
}
