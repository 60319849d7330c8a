using Julie.Embedding.Manifest;
using Julie.Embedding.Onnx;
using Julie.Embedding.Remote;
using Julie.Embedding.Tokenizers;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Julie.Embedding;

/// <summary>Loads models.</summary>
public sealed class EmbedderFactory(
    ModelStore models, IOptions<EmbeddingOptions> options, EmbeddingTelemetry telemetry, ILogger<EmbedderFactory> logger,
    TimeProvider? time = null)
{
    /// <summary>Loads a model: checks its files, opens it on the configured device and embeds one word on each side.</summary>
    /// <exception cref="ModelFileException">A file is missing, corrupt, or no graph that fits the manifest.</exception>
    /// <exception cref="ModelUnavailableException">A service's address, key or budget is set in a way that can never work.</exception>
    /// <exception cref="DeviceUnavailableException">The device that was asked for by name does not work here.</exception>
    public async Task<IEmbedder> CreateAsync(string id, CancellationToken cancellationToken)
    {
        var model = models.Load(id);
        if (model.Manifest.Remote is not null)
        {
            return await OpenRemoteAsync(model, cancellationToken);
        }

        var embedder = await Task.Run(() => Open(model), cancellationToken);
        try
        {
            // A provider may load and still fail at the first run: better here than with a passage.
            await embedder.EmbedAsync(["warm up"], EmbedSide.Document, 0, cancellationToken);
            await embedder.EmbedAsync(["warm up"], EmbedSide.Query, 0, cancellationToken);
            return embedder;
        }
        catch
        {
            await embedder.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A service that is away now may be back in a minute, and a mistaken key mended: what it says to one query is logged and shown by health, and the
    /// model is kept. Otherwise each search would open it anew and wait for its deadline.
    /// </summary>
    private async Task<RemoteEmbedder> OpenRemoteAsync(StoredModel model, CancellationToken cancellationToken)
    {
        model.VerifyAll();
        var embedder = new RemoteEmbedder(
            model.Manifest, TokenizerFactory.Create(model), options.Value.Remote, telemetry, logger, time ?? TimeProvider.System);
        Log.DeviceChosen(logger, model.Manifest.Id, embedder.Device, model.Manifest.Provider.ToString());
        try
        {
            await embedder.WarmUpAsync(cancellationToken);
            return embedder;
        }
        catch
        {
            await embedder.DisposeAsync();
            throw;
        }
    }

    private OnnxEmbedder Open(StoredModel model)
    {
        model.VerifyAll();
        var tokenizer = TokenizerFactory.Create(model);
        var file = model.PathOf(model.Manifest.Onnx!.File);
        try
        {
            var (session, device) = new OnnxDevices(options.Value, logger).Open(file, model.Manifest.Id);
            OnnxGraph graph;
            try
            {
                graph = new OnnxGraph(session, model.Manifest, file);
            }
            catch
            {
                session.Dispose();
                throw;
            }

            return new OnnxEmbedder(model.Manifest, tokenizer, graph, device, options.Value, telemetry, logger);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelFileException(file, $"is refused by ONNX Runtime: {exception.Message}", "Export the model again.", exception);
        }
    }
}
