using Julie.Contracts.Messages;
using Julie.ServiceDefaults.Bus;

using MassTransit;

namespace Julie.Ingest.Sync;

/// <summary>Rings for a ref. A failure loses nothing: the run is stored, the reconciler rings again (law 2).</summary>
internal sealed class SyncBell(IBus bus, ILogger<SyncBell> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="refId">Key of the ref.</param>
    /// <param name="urgent">By the bell of pushes. Ringing there for a backfill costs one more message: it is sent on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether the broker took it.</returns>
    public async Task<bool> RingAsync(long refId, bool urgent, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await bus.SendAsync(QueueAddress.Of(urgent ? Queues.UrgentSync : Queues.Sync), new SyncRepository(refId), null, patience.Token);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.RingFailed(logger, refId, exception);
            return false;
        }
    }
}
