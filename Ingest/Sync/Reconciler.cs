using Julie.Index.Spaces;
using Julie.Index.Syncs;
using Julie.ServiceDefaults.Spaces;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>Publishes again what waits in Postgres: messages may be lost (law 2).</summary>
internal sealed class Reconciler(
    SyncRunStore runs, EmbedWorkStore work, ConfiguredSpace spaces, SyncBell bell, EmbedJobs jobs, IOptions<IngestOptions> options, TimeProvider time, Random random,
    ILogger<Reconciler> logger) : BackgroundService
{
    private const int MaxJobs = 64;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
                // Jitter, so that several replicas do not knock together.
                await Task.Delay(options.Value.ReconcileInterval * (0.75 + (random.NextDouble() / 2)), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    internal async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            var waiting = await runs.RefsWithWaitingRunsAsync(options.Value.ReconcileInterval, cancellationToken);
            foreach (var one in waiting)
            {
                await bell.RingAsync(one.RefId, one.IsUrgent, cancellationToken);
            }

            var space = await spaces.EnsureAsync(cancellationToken);
            var published = await PublishAsync(space.Space.Id, cancellationToken);
            if (waiting.Count + published > 0)
            {
                Log.Reconciled(logger, waiting.Count, published);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ReconcileFailed(logger, exception);
        }
    }

    /// <summary>All that is due, unless the broker is away: the rest then stays unpublished for the next round.</summary>
    private async Task<int> PublishAsync(long spaceId, CancellationToken cancellationToken)
    {
        var published = 0;
        while (true)
        {
            var pending = await work.TakeUnpublishedAsync(spaceId, options.Value.RepublishAfter, options.Value.EmbedJobSize, MaxJobs, cancellationToken);
            foreach (var job in pending)
            {
                if (!await jobs.SendAsync(spaceId, job.Lane, job.PassageIds, cancellationToken))
                {
                    return published;
                }

                published++;
            }

            if (pending.Count < MaxJobs)
            {
                return published;
            }
        }
    }
}
