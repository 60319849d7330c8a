using Julie.Embedding;
using Julie.ServiceDefaults.Spaces;

using Microsoft.Extensions.Options;

namespace Julie.EmbedWorker.Spaces;

/// <summary>
/// Loads the model and ensures its space, and tries again where that fails: the service stays up, says what is wrong, and goes on
/// without a restart once it is mended.
/// </summary>
internal sealed class ReadinessService(
    EmbedderSource source, ConfiguredSpace space, WorkerReadiness readiness, IOptions<EmbedWorkerOptions> options, TimeProvider time,
    ILogger<ReadinessService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // The model first: a space whose model does not run would only make promises.
                var embedder = await source.GetAsync(stoppingToken);
                var inUse = await space.EnsureAsync(stoppingToken);
                readiness.Set(new ReadyWorker(embedder, inUse.Space));
                Log.Ready(logger, inUse.Space.Id, inUse.Space.Model, inUse.Space.Dimensions, embedder.Device);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (readiness.Problem != exception.Message)
                {
                    readiness.Problem = exception.Message;
                    Log.NotReady(logger, exception.Message);
                }

                await Task.Delay(options.Value.RetryInterval, time, stoppingToken);
            }
        }
    }
}
