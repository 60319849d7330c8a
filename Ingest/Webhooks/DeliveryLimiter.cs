using System.Threading.RateLimiting;

namespace Julie.Ingest.Webhooks;

/// <summary>
/// Proven deliveries a second, by hook. Counted after the proof: a stranger who floods a hook must not use up what its host may send.
/// </summary>
internal sealed class DeliveryLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<Hook> _hooks = PartitionedRateLimiter.Create<Hook, (string Name, int Limit)>(hook =>
        RateLimitPartition.GetTokenBucketLimiter((Name: hook.Name, Limit: Math.Max(1, hook.Options.DeliveriesPerSecond)), key => new TokenBucketRateLimiterOptions
        {
            TokenLimit = key.Limit,
            TokensPerPeriod = Math.Max(1, key.Limit / 10),
            ReplenishmentPeriod = key.Limit >= 10 ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(1d / key.Limit),
            QueueLimit = 0,
        }));

    public bool TryTake(Hook hook)
    {
        using var lease = _hooks.AttemptAcquire(hook);
        return lease.IsAcquired;
    }

    public void Dispose() => _hooks.Dispose();
}
