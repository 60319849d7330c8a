using System.Globalization;
using System.Security.Claims;

using Julie.Contracts.Api;
using Julie.QueryApi.Query;
using Julie.QueryApi.Web;

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Julie.QueryApi.Search;

/// <summary><c>GET /api/search?q=&amp;ref=&amp;limit=&amp;mode=&amp;ranking=&amp;explain=&amp;waitFor=&amp;waitForSeconds=&amp;waitForVectors=</c></summary>
internal static class SearchEndpoint
{
    private const int DefaultLimit = 10;
    private const int HighestLimit = 100;

    public static async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> SearchAsync(
        string? q, string? limit, [FromQuery(Name = "ref")] string[]? refs, string? mode, string? ranking, string? explain, string? waitFor, string? waitForSeconds, string? waitForVectors,
        ClaimsPrincipal caller, SearchService search, SearchWait wait, CancellationToken ct)
    {
        // limit is text here, so that a bad one gets an error that names it
        if (!TryReadLimit(limit, out int most))
        {
            return Problems.InvalidQuery($"limit={limit} is not a number from 1 to {HighestLimit}.");
        }

        (SearchManner? manner, string? problem) = SearchManner.Read(mode, ranking, explain);
        if (manner is null)
        {
            return Problems.InvalidQuery(problem!);
        }

        (WaitRequest? request, problem) = WaitRequest.Read(waitFor, waitForSeconds, waitForVectors);
        if (problem is not null)
        {
            return Problems.InvalidQuery(problem);
        }

        try
        {
            ParsedQuery query = QueryParser.Parse(q).On(refs);
            (WaitOutcome? waited, ProblemHttpResult? refused) = request is null ? default : await wait.WaitAsync(request, query, caller, ct);
            if (refused is not null)
            {
                return refused;
            }

            SearchAnswer? answer = await search.SearchAsync(query, manner, most, caller, ct);
            return answer is null
                ? Problems.Unavailable("There is no index yet", "No service has made a vector space yet. It appears when ingest or the embed worker has started with its model; try again in a moment.")
                : TypedResults.Ok(answer with { WaitFor = waited });
        }
        catch (InvalidQueryException e)
        {
            return Problems.InvalidQuery(e.Message, e.Position, e.Length);
        }
    }

    private static bool TryReadLimit(string? text, out int limit)
    {
        limit = DefaultLimit;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= HighestLimit);
    }
}
