using Julie.Index.Segments;

namespace Julie.Ingest.Sync;

/// <summary>Packs the trigrams of new texts and the terms of new passages every few seconds, where they are few once a minute; of several replicas one does it. Searches are right without it, only slower.</summary>
internal sealed class PackingService(IEnumerable<SegmentPacker> packers, TimeProvider time, ILogger<PackingService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Once nothing was packed for so long, few items are packed too: each that waits is looked at by every search.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

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
        var packed = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(Pause, time, cancellationToken);
            try
            {
                if (await packer.PackAsync(time.GetElapsedTime(packed) < Patience ? packer.Fewest : 1, cancellationToken) > 0)
                {
                    packed = time.GetTimestamp();
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Nothing is half done: the items still wait.
                Log.PackingFailed(logger, exception);
            }
        }
    }
}
