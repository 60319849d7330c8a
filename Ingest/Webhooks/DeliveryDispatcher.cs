using Julie.Index.Webhooks;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Webhooks;

/// <summary>Turns stored deliveries into sync runs. Only rows are read and written: a crash at any point leaves a delivery waiting (law 2).</summary>
internal sealed class DeliveryDispatcher(
    DeliveryStore store, RemoteDelivery remote, RefRinger ringer, DispatchSignal signal, IOptions<DeliveryOptions> options, TimeProvider time,
    ILogger<DeliveryDispatcher> logger) : BackgroundService
{
    private const int BatchSize = 256;
    private const int RemoteWorkers = 4;

    /// <summary>Shortest time between two rounds: what comes meanwhile is dispatched together. The first of a burst does not wait.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    /// <summary>Until when nobody looks for those that need the remote; they wait for a host, not for us.</summary>
    private readonly SemaphoreSlim _remote = new(RemoteWorkers);

    private DateTimeOffset _forgotten = DateTimeOffset.MinValue;

    public override void Dispose()
    {
        _remote.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var start = time.GetTimestamp();
                await RoundAsync(stoppingToken);
                await signal.WaitAsync(options.Value.PollInterval, time, stoppingToken);
                if (Gather - time.GetElapsedTime(start) is var rest && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                HookLog.DispatchFailed(logger, exception);
                await Task.Delay(options.Value.PollInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    internal async Task RoundAsync(CancellationToken cancellationToken)
    {
        DispatchedRefs dispatched;
        do
        {
            dispatched = await store.DispatchKnownAsync(BatchSize, cancellationToken);
            foreach (var refId in dispatched.RefIds)
            {
                ringer.Ring(refId, cancellationToken);
            }

            if (dispatched.Deliveries > 0)
            {
                HookLog.Dispatched(logger, dispatched.Deliveries, dispatched.RefIds.Count);
            }
        }
        while (dispatched.Deliveries == BatchSize);

        // What is left needs a question to its host: beside, so that a slow host holds up nobody's push.
        while (await _remote.WaitAsync(0, cancellationToken))
        {
            if (await store.TakeAsync(options.Value.Lease, cancellationToken) is not { } delivery)
            {
                _remote.Release();
                break;
            }

            _ = ServeAsync(delivery, cancellationToken);
        }

        if (time.GetUtcNow() - _forgotten > ForgetEvery)
        {
            _forgotten = time.GetUtcNow();
            await store.ForgetAsync(options.Value.KeepFor, cancellationToken);
        }
    }

    private async Task ServeAsync(WaitingDelivery delivery, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await remote.DispatchAsync(delivery, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Its lease ends, and it is taken again.
        }
        catch (Exception exception)
        {
            HookLog.DeliveryFailed(logger, delivery.Id, exception.Message, exception);
        }
        finally
        {
            _remote.Release();
            signal.Raise();
        }
    }
}
