using System.Security.Claims;
using System.Threading.RateLimiting;
using Julie.Contracts.Api;
using Julie.QueryApi.Access;
using Julie.QueryApi.Query;
using Julie.QueryApi.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Search;

/// <summary><c>GET /api/symbols?q=&amp;ref=&amp;limit=&amp;cursor=</c></summary>
internal static class SymbolEndpoint
{
    public static async Task<Results<Ok<SymbolAnswer>, ProblemHttpResult>> SearchAsync(
        [AsParameters] SearchParameters parameters, ClaimsPrincipal caller, SymbolService symbols, PatternLimits patterns, CancellationToken ct)
    {
        (SearchCall? call, ProblemHttpResult? problem) = parameters.Read(only: QueryMode.Symbol);
        if (call is null)
        {
            return problem!;
        }

        using RateLimitLease place = await patterns.EnterAsync(call.Query.Filters, caller, ct);
        return !place.IsAcquired ? patterns.Refusal() : await symbols.SearchAsync(call, caller, ct) is { } answer ? TypedResults.Ok(answer) : Problems.NoIndex();
    }
}
