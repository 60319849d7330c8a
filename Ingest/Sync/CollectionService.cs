using Julie.Index.Content;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>Collects content that no snapshot holds, now and then; of several replicas one does it.</summary>
internal sealed class CollectionService(
    ContentCollector collector, IOptions<IngestOptions> options, TimeProvider time, Random random, ILogger<CollectionService> logger) : BackgroundService
{
    /// <summary>Short transactions: a push that writes the same statistics waits for one of them at most.</summary>
    private const int Batch = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Value.CollectInterval * (0.75 + (random.NextDouble() / 2)), time, stoppingToken);
                await RoundAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            var collected = await collector.CollectAsync(options.Value.CollectAfter, Batch, cancellationToken);
            if (collected.Any)
            {
                IngestTelemetry.Collected.Add(collected.Passages);
                Log.Collected(logger, collected.Blobs, collected.ChunkedBlobs, collected.Passages);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing is half done: what is left is due in the next round.
            Log.CollectionFailed(logger, exception);
        }
    }
}
