using Julie.Index.Catalog;
using Julie.Index.Content;
using Julie.Ingest.Git;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>Collects content that no snapshot holds, now and then; of several replicas one does it. Each forgets what it fetched of repositories that were removed.</summary>
internal sealed class CollectionService(
    ContentCollector collector, RepositoryCache cache, RepositoryCatalog catalog, IOptions<IngestOptions> options, TimeProvider time, Random random, ILogger<CollectionService> logger) : BackgroundService
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
                Log.Collected(logger, collected.Blobs, collected.ChunkedBlobs, collected.Passages, collected.Spaces);
            }

            await ForgetFetchedAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing is half done: what is left is due in the next round.
            Log.CollectionFailed(logger, exception);
        }
    }

    internal async Task ForgetFetchedAsync(CancellationToken cancellationToken)
    {
        // The folders first: what is registered after this look has none among them.
        var fetched = cache.List();
        foreach (var gone in await catalog.FindGoneAsync(fetched, cancellationToken))
        {
            cache.Forget(gone);
        }
    }
}
