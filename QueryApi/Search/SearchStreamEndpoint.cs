using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using Julie.Contracts.Api;
using Julie.QueryApi.Access;
using Julie.QueryApi.Query;
using Julie.QueryApi.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Search;

/// <summary>
/// <c>GET /api/search/stream</c>: the same search as server-sent events, first results early. By word first, which needs no model, then fused; in mode regex file by
/// file. Errors that are known before the first event are problem details as elsewhere.
/// </summary>
internal static class SearchStreamEndpoint
{
    private const int MostOfEvent = 20;

    public static async Task<Results<ServerSentEventsResult<SearchAnswer>, ProblemHttpResult>> StreamAsync(
        [AsParameters] SearchParameters parameters, ClaimsPrincipal caller, SearchService search, PatternLimits patterns, HttpContext context, CancellationToken ct)
    {
        (SearchCall? call, ProblemHttpResult? problem) = parameters.Read();
        if (call is null)
        {
            return problem!;
        }

        RateLimitLease place = await patterns.EnterAsync(call.Query.Filters, caller, ct);
        if (!place.IsAcquired)
        {
            return patterns.Refusal();
        }

        // Events are still to come: its place is free when all were sent, or nobody reads them any more.
        context.Response.RegisterForDispose(place);
        return TypedResults.ServerSentEvents(call.Query.Mode == QueryMode.Regex ? FilesAsync(call, caller, search, ct) : RankedAsync(call, caller, search, ct));
    }

    private static async IAsyncEnumerable<SseItem<SearchAnswer>> RankedAsync(SearchCall call, ClaimsPrincipal caller, SearchService search, [EnumeratorCancellation] CancellationToken ct)
    {
        Task<SearchAnswer?> whole = search.SearchAsync(call, caller, ct);
        if (call.Query.Mode == QueryMode.Hybrid && call.Page.Cursor is null && !whole.IsCompleted)
        {
            Task<SearchAnswer?> words = search.SearchAsync(call with { Query = call.Query with { Mode = QueryMode.Lexical } }, caller, ct);
            if (await Task.WhenAny(whole, words) == words && await words is { Results.Count: > 0 } early)
            {
                yield return new SseItem<SearchAnswer>(early with { Next = null, Mode = "lexical" }, SearchEvents.Results);
            }

            await words;
        }

        if (await whole is { } answer)
        {
            yield return new SseItem<SearchAnswer>(answer, SearchEvents.Results);
            yield return new SseItem<SearchAnswer>(answer with { Results = [] }, SearchEvents.Done);
        }
    }

    private static async IAsyncEnumerable<SseItem<SearchAnswer>> FilesAsync(SearchCall call, ClaimsPrincipal caller, SearchService search, [EnumeratorCancellation] CancellationToken ct)
    {
        // Bounded: a reader that is slow holds the search back.
        Channel<SearchResult> found = Channel.CreateBounded<SearchResult>(MostOfEvent);
        Task<SearchAnswer?> whole = RunAsync();
        while (await found.Reader.WaitToReadAsync(ct))
        {
            List<SearchResult> results = [];
            while (results.Count < MostOfEvent && found.Reader.TryRead(out SearchResult? result))
            {
                results.Add(result);
            }

            yield return new SseItem<SearchAnswer>(new SearchAnswer("", results, 1, "", 0) { Mode = "regex" }, SearchEvents.More);
        }

        if (await whole is { } answer)
        {
            yield return new SseItem<SearchAnswer>(answer, SearchEvents.Done);
        }

        async Task<SearchAnswer?> RunAsync()
        {
            try
            {
                return await search.SearchAsync(call, caller, found.Writer.WriteAsync, ct);
            }
            finally
            {
                found.Writer.TryComplete();
            }
        }
    }
}
