using System.Security.Claims;
using System.Threading.RateLimiting;

using Julie.Contracts.Api;
using Julie.QueryApi.Access;
using Julie.QueryApi.Web;

using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Search;

/// <summary><c>GET /api/search?q=&amp;ref=&amp;limit=&amp;cursor=&amp;mode=&amp;ranking=&amp;waitFor=&amp;waitForSeconds=&amp;waitForVectors=</c></summary>
internal static class SearchEndpoint
{
    public static async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> SearchAsync(
        [AsParameters] SearchParameters parameters, string? waitFor, string? waitForSeconds, string? waitForVectors,
        ClaimsPrincipal caller, SearchService search, SearchWait wait, PatternLimits patterns, CancellationToken ct)
    {
        (SearchCall? call, ProblemHttpResult? problem) = parameters.Read();
        if (call is null)
        {
            return problem!;
        }

        (WaitRequest? request, string? wrong) = WaitRequest.Read(waitFor, waitForSeconds, waitForVectors);
        if (wrong is not null)
        {
            return Problems.InvalidQuery(wrong);
        }

        (WaitOutcome? waited, problem) = request is null ? default : await wait.WaitAsync(request, call.Query, caller, ct);
        if (problem is not null)
        {
            return problem;
        }

        using RateLimitLease place = await patterns.EnterAsync(call.Query.Filters, caller, ct);
        if (!place.IsAcquired)
        {
            return patterns.Refusal();
        }

        SearchAnswer? answer = await search.SearchAsync(call, caller, ct);
        return answer is null ? Problems.NoIndex() : TypedResults.Ok(answer with { WaitFor = waited });
    }
}
