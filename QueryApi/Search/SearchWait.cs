using System.Diagnostics;
using System.Security.Claims;

using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Freshness;
using Julie.QueryApi.Query;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;

using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Search;

/// <summary>Lets a search wait for a commit, in the repositories and refs that its query names.</summary>
internal sealed class SearchWait(CallerAccess access, CommitWaiter waiter, QueryApiTelemetry telemetry)
{
    /// <summary>Each looks again at every event; more of them would make a backfill's events a load of their own.</summary>
    private const int MostWaiting = 200;

    private int waiting;

    /// <summary>How it ended, or why it cannot be waited for.</summary>
    public async Task<(WaitOutcome? Outcome, ProblemHttpResult? Problem)> WaitAsync(WaitRequest request, ParsedQuery query, ClaimsPrincipal caller, CancellationToken ct)
    {
        try
        {
            return Interlocked.Increment(ref waiting) > MostWaiting
                ? (null, Problems.Unavailable("Too many searches wait for a commit", $"{MostWaiting} wait already. Search without waitFor, or try again in a moment."))
                : await WaitAloneAsync(request, query, caller, ct);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private async Task<(WaitOutcome? Outcome, ProblemHttpResult? Problem)> WaitAloneAsync(
        WaitRequest request, ParsedQuery query, ClaimsPrincipal caller, CancellationToken ct)
    {
        long start = Stopwatch.GetTimestamp();
        using QueryApiTelemetry.Stage stage = telemetry.Begin("wait");
        // SECURITY: what the caller may not read is unknown to it, and waited for as long (law 4).
        ReadableRepositories readable = await access.ReadableAsync(caller, ct);
        CommitStatus status = await waiter.WaitAsync(request.Commit, request.Vectors, readable, query.Filters, request.Limit, ct);
        return status.Matches > 1
            ? (null, Problems.InvalidQuery($"waitFor={request.Commit} is the beginning of {status.Matches} commits: give more of it, or narrow the query with repo:."))
            : (new WaitOutcome(
                status.Commit ?? request.Commit, status.State.ToString().ToLowerInvariant(), status.Applied, status.Embedded,
                Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3), status.Error), null);
    }
}
