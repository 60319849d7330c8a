using System.Security.Claims;
using System.Threading.RateLimiting;
using Julie.Index.Search;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Julie.QueryApi.Access;

/// <summary>
/// How many searches of one caller may look at texts at the same time: a pattern that no trigram narrows keeps a core busy for seconds. The next ones wait in their order, and
/// leave the queue with their request: somebody who types cancels each half-written pattern. Each process counts for itself.
/// </summary>
internal sealed class PatternLimits(IOptions<ApiOptions> options, QueryApiTelemetry telemetry) : IDisposable
{
    private readonly PartitionedRateLimiter<string?> limiter = PartitionedRateLimiter.Create<string?, string>(caller => caller is null
        ? RateLimitPartition.GetNoLimiter(string.Empty)
        : RateLimitPartition.GetConcurrencyLimiter(caller, _ => new()
        {
            PermitLimit = options.Value.ConcurrentPatterns, QueueLimit = options.Value.WaitingPatterns, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    /// <summary>Dispose what it answers when the search is over. Not acquired: too many wait already, see <see cref="Refusal"/>.</summary>
    public ValueTask<RateLimitLease> EnterAsync(SearchFilters filters, ClaimsPrincipal caller, CancellationToken ct) =>
        EnterAsync(options.Value.ConcurrentPatterns == 0 || !filters.LooksAtTexts || caller.ScopesOf().Contains(Scopes.Admin) ? null : caller.PartitionOf(), ct);

    /// <param name="caller">As limits name it; null: without a limit.</param>
    /// <param name="ct">Leaves the queue.</param>
    internal async ValueTask<RateLimitLease> EnterAsync(string? caller, CancellationToken ct)
    {
        if (limiter.AttemptAcquire(caller) is { IsAcquired: true } free)
        {
            return free;
        }

        using QueryApiTelemetry.Stage queue = telemetry.Begin("queue");
        return await limiter.AcquireAsync(caller, 1, ct);
    }

    /// <summary>How many of this caller's wait.</summary>
    internal long Waiting(string caller) => limiter.GetStatistics(caller)?.CurrentQueuedCount ?? 0;

    /// <summary>For whom there is no place left.</summary>
    public ProblemHttpResult Refusal() => Problems.TooManyRequests(
        $"One caller may run {options.Value.ConcurrentPatterns} searches with patterns or quoted texts at the same time, and {options.Value.WaitingPatterns} more wait for them. Try again when one is done.");

    public void Dispose() => limiter.Dispose();
}
