using System.Diagnostics;
using System.Security.Claims;

using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Freshness;
using Julie.QueryApi.Query;
using Julie.ServiceDefaults.Authentication;

namespace Julie.QueryApi.Search;

/// <summary>Lets a search wait for a commit, in the repositories and refs that its query names.</summary>
internal sealed class SearchWait(CallerAccess access, CommitWaiter waiter, QueryApiTelemetry telemetry)
{
    /// <summary>How it ended, or why the commit cannot be told from another.</summary>
    public async Task<(WaitOutcome? Outcome, string? Ambiguous)> WaitAsync(WaitRequest request, ParsedQuery query, ClaimsPrincipal caller, CancellationToken ct)
    {
        long start = Stopwatch.GetTimestamp();
        using QueryApiTelemetry.Stage stage = telemetry.Begin("wait");
        // SECURITY: what the caller may not read is unknown to it, and waited for as long (law 4).
        ReadableRepositories readable = await access.ReadableAsync(caller, ct);
        CommitStatus status = await waiter.WaitAsync(request.Commit, request.Vectors, readable, query.ToSearchFilters(), request.Limit, ct);
        return status.Matches > 1
            ? (null, $"waitFor={request.Commit} is the beginning of {status.Matches} commits: give more of it, or narrow the query with repo:.")
            : (new WaitOutcome(
                status.Commit ?? request.Commit, status.State.ToString().ToLowerInvariant(), status.Applied, status.Embedded,
                Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3), status.Error), null);
    }
}
