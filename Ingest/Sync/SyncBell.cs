using Julie.Contracts.Messages;
using Julie.ServiceDefaults.Bus;

using MassTransit;

namespace Julie.Ingest.Sync;

/// <summary>Rings for a ref. A failure loses nothing: the run is stored, the reconciler rings again (law 2).</summary>
internal sealed class SyncBell(IBus endpoints, ILogger<SyncBell> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task RingAsync(long refId, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var endpoint = await endpoints.GetSendEndpoint(QueueAddress.Of(Queues.Sync));
            await endpoint.Send(new SyncRepository(refId), patience.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.RingFailed(logger, refId, exception);
        }
    }
}
