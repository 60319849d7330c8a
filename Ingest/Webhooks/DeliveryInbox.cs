using System.Threading.Channels;

using Julie.Index.Webhooks;

namespace Julie.Ingest.Webhooks;

/// <summary>Stores deliveries, as many at once as wait: one commit serves all requests that came during the one before.</summary>
internal sealed class DeliveryInbox(DeliveryStore store, DispatchSignal dispatch, TimeProvider time, ILogger<DeliveryInbox> logger) : BackgroundService
{
    private const int MaxWaiting = 2048;
    private const int MaxBatch = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly Channel<Entry> _waiting = Channel.CreateBounded<Entry>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    /// <summary>Ends when the delivery is committed; null when too many wait, or the database does not take it. Then the host was promised nothing.</summary>
    public async Task<StoredDelivery?> AddAsync(NewDelivery delivery, CancellationToken cancellationToken)
    {
        var entry = new Entry(delivery);
        return _waiting.Writer.TryWrite(entry) ? await entry.Stored.Task.WaitAsync(cancellationToken) : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Entry>(MaxBatch);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                batch.Clear();
                while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var entry))
                {
                    batch.Add(entry);
                }

                await StoreAsync(batch, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var left))
            {
                left.Stored.TrySetResult(null);
            }
        }
    }

    private async Task StoreAsync(List<Entry> batch, CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, patience.Token);
        var groups = batch.GroupBy(e => (e.Delivery.Provider, e.Delivery.DeliveryId)).ToList();
        try
        {
            await StoreAsync(groups, stop.Token);
        }
        catch (Exception exception)
        {
            // Law 10: one that cannot be stored must not take the others with it.
            if (exception is Npgsql.PostgresException && groups.Count > 1)
            {
                foreach (var group in groups)
                {
                    await StoreAsync([.. group], stoppingToken);
                }

                return;
            }

            HookLog.NotStored(logger, exception);
            batch.ForEach(e => e.Stored.TrySetResult(null));
        }
    }

    private async Task StoreAsync(List<IGrouping<(string, string), Entry>> groups, CancellationToken cancellationToken)
    {
        var stored = await store.AddAsync([.. groups.Select(g => g.First().Delivery)], cancellationToken);
        foreach (var (group, result) in groups.Zip(stored))
        {
            var first = true;
            foreach (var entry in group)
            {
                entry.Stored.TrySetResult(first ? result : result with { Created = false });
                first = false;
            }
        }

        dispatch.Raise();
    }

    private sealed record Entry(NewDelivery Delivery)
    {
        public TaskCompletionSource<StoredDelivery?> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
