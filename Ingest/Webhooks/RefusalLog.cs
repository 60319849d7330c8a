using System.Collections.Concurrent;

using Julie.Index.Webhooks;

namespace Julie.Ingest.Webhooks;

/// <summary>
/// Refused deliveries, gathered and listed now and then: a stranger's request costs no write, and only hooks that are configured make entries of their own.
/// </summary>
internal sealed class RefusalLog(DeliveryStore store, TimeProvider time, ILogger<RefusalLog> logger) : BackgroundService
{
    private const int LongestClaim = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private ConcurrentDictionary<(string Provider, string Hook, string Reason), Refusal> _gathered = new();

    public void Add(Hook hook, string reason, string? eventName, string? deliveryId)
    {
        var refusal = new Refusal(hook.Provider.Name, hook.Name, reason, Claimed(eventName), Claimed(deliveryId), 1, time.GetUtcNow());
        _gathered.AddOrUpdate(
            (refusal.Provider, refusal.Hook, refusal.Reason), refusal, (_, before) => refusal with { Times = before.Times + 1, At = before.At });
        IngestTelemetry.Deliveries.Add(1, new("provider", refusal.Provider), new("outcome", "refused"));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_gathered.IsEmpty)
        {
            return;
        }

        var refusals = Interlocked.Exchange(ref _gathered, new()).Values.ToList();
        try
        {
            await store.RefusedAsync(refusals, cancellationToken);
            foreach (var refusal in refusals)
            {
                HookLog.Refused(logger, refusal.Times, refusal.Provider, refusal.Hook, refusal.Reason);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            HookLog.RefusalsNotStored(logger, exception);
        }
    }

    // What a stranger claims is shown to people: short and printable.
    private static string Claimed(string? text) =>
        text is null ? "" : new string([.. text.Take(LongestClaim).Where(c => c is > ' ' and < '\x7f')]);
}
