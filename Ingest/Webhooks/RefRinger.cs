using System.Collections.Concurrent;

using Julie.Ingest.Sync;

namespace Julie.Ingest.Webhooks;

/// <summary>Rings for refs without being waited for: a broker that is away must not hold up the dispatch. What is not rung is found by the reconciler (law 2).</summary>
internal sealed class RefRinger(SyncBell bell, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<long, bool> _ringing = new();

    public void Ring(long refId, CancellationToken cancellationToken)
    {
        // One call a ref is under way; who comes meanwhile makes it ring once more afterwards.
        if (_ringing.AddOrUpdate(refId, false, (_, _) => true))
        {
            return;
        }

        _ = RingAsync(refId, cancellationToken);
    }

    private async Task RingAsync(long refId, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                if (!await bell.RingAsync(refId, urgent: true, cancellationToken))
                {
                    // Pushes that come meanwhile share the run that waits, and ring no more for it.
                    await Task.Delay(Pause, time, cancellationToken);
                    continue;
                }

                if (_ringing.TryRemove(new KeyValuePair<long, bool>(refId, false)))
                {
                    return;
                }

                _ringing[refId] = false;
            }
        }
        catch (OperationCanceledException)
        {
            _ringing.TryRemove(refId, out _);
        }
    }
}
