using Julie.Index.Trigrams;

namespace Julie.Ingest.Sync;

/// <summary>Packs the trigrams of new texts every few seconds; of several replicas one does it. Searches are right without it, only slower.</summary>
internal sealed class TrigramService(TrigramPacker packer, TimeProvider time, ILogger<TrigramService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, time, stoppingToken);
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
            await packer.PackAsync(TrigramPacker.FewestTexts, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing is half done: the texts still wait.
            Log.PackingFailed(logger, exception);
        }
    }
}
