using Microsoft.Extensions.Options;

namespace Julie.Ingest.Webhooks;

/// <summary>Bytes of bodies that are held before their proof: strangers share one budget, whatever they send.</summary>
internal sealed class BodyBudget(IOptions<DeliveryOptions> options)
{
    private long _held;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= options.Value.MaxBufferedBytes)
        {
            return true;
        }

        Return(bytes);
        return false;
    }

    public void Return(long bytes) => Interlocked.Add(ref _held, -bytes);
}
