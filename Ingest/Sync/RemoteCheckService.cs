using Julie.Contracts;
using Julie.Index.Catalog;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>
/// Asks every remote for its heads, each when it is due: a push whose webhook never came is found in minutes. What is due stands in Postgres and is
/// taken there, so that replicas share the work.
/// </summary>
internal sealed class RemoteCheckService(
    RemoteCheckStore checks, RemoteChecker checker, IOptions<IngestOptions> options, TimeProvider time, Random random, ILogger<RemoteCheckService> logger) : BackgroundService
{
    /// <summary>Over the longest look, for what comes after it.</summary>
    private static readonly TimeSpan LeaseMargin = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
                var pause = options.Value.CheckMinInterval < options.Value.ReconcileInterval ? options.Value.CheckMinInterval : options.Value.ReconcileInterval;
                await Task.Delay(pause * (0.75 + (random.NextDouble() / 2)), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Everything that is due now.</summary>
    internal Task RoundAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.CheckConcurrency).Select(_ => DrainAsync(cancellationToken)));

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await checks.TakeDueAsync(options.Value.LsRemoteTimeout + LeaseMargin, cancellationToken) is { } due)
            {
                await checker.CheckAsync(due, Lane.OnDemand, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.RemoteRoundFailed(logger, exception);
        }
    }
}
