using Julie.Index.Segments;

namespace Julie.Ingest.Sync;

/// <summary>Packs the trigrams of new texts and the terms of new passages every few seconds; of several replicas one does it. Searches are right without it, only slower.</summary>
internal sealed class PackingService(IEnumerable<SegmentPacker> packers, TimeProvider time, ILogger<PackingService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(packers.Select(packer => PackAsync(packer, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task PackAsync(SegmentPacker packer, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Pause, time, cancellationToken);
            try
            {
                await packer.PackAsync(packer.Fewest, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Nothing is half done: the items still wait.
                Log.PackingFailed(logger, exception);
            }
        }
    }
}
