using System.Globalization;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Remote;

/// <summary>
/// What one process may send in a day (UTC). What is on its way is reserved, so that several requests at a time stay within it together. It
/// lives in memory: a restart begins anew. Safe for concurrent use.
/// </summary>
internal sealed class DailyBudget(ModelManifest manifest, RemoteOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly long limit = Limit(manifest, options);
    private DateOnly day;
    private long spent;

    /// <summary>Tokens sent today, those on their way included.</summary>
    public long Spent
    {
        get
        {
            lock (gate)
            {
                Turn();
                return spent;
            }
        }
    }

    /// <summary>Reserves tokens for a request.</summary>
    /// <returns>The day that they are reserved from.</returns>
    /// <exception cref="ModelUnavailableException">They exceed what is left of the day.</exception>
    public DateOnly Reserve(long tokens)
    {
        lock (gate)
        {
            Turn();
            if (limit > 0 && spent + tokens > limit)
            {
                throw new ModelUnavailableException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The day's budget of {manifest.Id} is spent: {spent:N0} of {limit:N0} tokens are used and the next request needs {tokens:N0}. It begins anew at 00:00 UTC; Julie:Embedding:Remote:TokensPerDay or DollarsPerDay raises it."));
            }

            spent += tokens;
            return day;
        }
    }

    /// <summary>Replaces a reservation by what was really used: 0 for a request that the service did not take.</summary>
    public void Settle(DateOnly reservedOn, long reserved, long used)
    {
        lock (gate)
        {
            Turn();
            if (day == reservedOn)
            {
                spent += used - reserved;
            }
        }
    }

    private void Turn()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (day != today)
        {
            (day, spent) = (today, 0);
        }
    }

    private static long Limit(ModelManifest manifest, RemoteOptions options)
    {
        var limit = options.TokensPerDay;
        if (options.DollarsPerDay > 0)
        {
            var price = manifest.Remote!.PricePerMillionTokens is { } known and > 0
                ? known
                : throw new ModelUnavailableException(
                    $"Julie:Embedding:Remote:DollarsPerDay is set, but the manifest of {manifest.Id} has no remote.pricePerMillionTokens: add it, or set TokensPerDay instead.");
            var affordable = Math.Max(1, (long)(options.DollarsPerDay / (double)price * 1e6));
            limit = limit > 0 ? Math.Min(limit, affordable) : affordable;
        }

        return limit;
    }
}
