using System.Diagnostics;
using System.Security.Claims;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Search;
using Julie.Index.Spaces;
using Julie.QueryApi.Query;
using Julie.ServiceDefaults.Authentication;

namespace Julie.QueryApi.Search;

/// <summary>One search: what the caller may read, the query's vector, the index.</summary>
internal sealed class SearchService(
    CallerAccess access, QueryVectors vectors, SearchEngine engine, TextEngine texts, SymbolService symbols, SearchHints hints, RecallSampler recall, QueryApiTelemetry telemetry)
{
    private const int LinesOfFile = 1_000;

    /// <summary>Null when no service has made a vector space yet.</summary>
    public async Task<SearchAnswer?> SearchAsync(SearchCall call, ClaimsPrincipal caller, CancellationToken ct)
    {
        List<SearchResult> results = [];
        SearchAnswer? answer = await SearchAsync(
            call, caller, (result, _) =>
            {
                results.Add(result);
                return ValueTask.CompletedTask;
            },
            ct);
        return answer is null || results.Count == 0 ? answer : answer with { Results = results };
    }

    /// <summary>The same; in mode regex each result is handed over as it is found, and the answer has none.</summary>
    public async Task<SearchAnswer?> SearchAsync(SearchCall call, ClaimsPrincipal caller, Func<SearchResult, CancellationToken, ValueTask> found, CancellationToken ct)
    {
        long start = Stopwatch.GetTimestamp();
        using QueryApiTelemetry.Stage whole = telemetry.Begin("whole");
        ReadableRepositories readable;
        using (telemetry.Begin("access"))
        {
            // SECURITY: everything below sees only these repositories, and the index applies them inside its SQL (law 4).
            readable = await access.ReadableAsync(caller, ct);
        }

        QueryVector vector;
        using (telemetry.Begin("embed"))
        {
            vector = await vectors.OfAsync(call.Query.Text, embed: call.Query.Mode is QueryMode.Hybrid or QueryMode.Semantic && call.Query.Text.Length > 0, ct);
        }

        if (vector.Space is not { } space)
        {
            return null;
        }

        SearchAnswer answer;
        int count = 0;
        using (telemetry.Begin("search"))
        {
            answer = call.Query.Mode switch
            {
                QueryMode.Regex => await TextsAsync(call, space, readable, CountAsync, ct),
                QueryMode.Symbol => await symbols.AsResultsAsync(call, space, readable, ct),
                _ => await RankedAsync(call, vector, space, readable, ct),
            };
        }

        count += answer.Results.Count;
        telemetry.Results(count);
        return answer with
        {
            Mode = call.Query.Mode.ToString().ToLowerInvariant(),
            ElapsedMs = Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 2),
            Hints = count > 0 || call.Page.Cursor is not null ? [] : await hints.OfAsync(call.Query, readable, ct),
        };

        ValueTask CountAsync(SearchResult result, CancellationToken token)
        {
            count++;
            return found(result, token);
        }
    }

    private async Task<SearchAnswer> RankedAsync(SearchCall call, QueryVector vector, Space space, ReadableRepositories readable, CancellationToken ct)
    {
        ParsedQuery query = call.Query;
        IReadOnlySet<long> seen = call.Page.Cursor?.Seen ?? new HashSet<long>();
        SearchRequest request = new(query.Text, vector.Values, space, readable, query.Filters, call.Page.Limit)
        {
            Mode = Enum.Parse<SearchMode>(query.Mode.ToString()), Ranking = call.Manner.Ranking, Seen = seen,
        };
        SearchOutcome outcome = await engine.SearchAsync(request, ct);
        recall.Offer(request);
        return new SearchAnswer(
            query.Text, [.. outcome.Hits.Select(hit => SearchResults.Of(hit, call.Manner.Explain))], vector.Values is null && query.Mode != QueryMode.Lexical ? 0 : outcome.Coverage, space.Model, 0)
        {
            Facets = outcome.Facets,
            Incomplete = outcome.Incomplete,
            Next = outcome.More ? new SearchCursor { Seen = outcome.Hits.Select(hit => hit.FileId).Concat(seen).ToHashSet() }.Write(query) : null,
        };
    }

    private async Task<SearchAnswer> TextsAsync(
        SearchCall call, Space space, ReadableRepositories readable, Func<SearchResult, CancellationToken, ValueTask> found, CancellationToken ct)
    {
        TextHit? last = null;
        TextEnd end = await texts.SearchAsync(
            new TextRequest(space, readable, call.Query.Filters, call.Page.Cursor?.File, call.Page.Limit, LinesOfFile),
            (hit, token) =>
            {
                last = hit;
                return found(SearchResults.Of(hit), token);
            },
            ct);
        return new SearchAnswer(QueryPrinter.Print(call.Query.Tree), [], 1, space.Model, 0)
        {
            Facets = end.Facets,
            Incomplete = end.Incomplete,
            Next = end.More && last is not null ? new SearchCursor { File = last.Key }.Write(call.Query) : null,
        };
    }
}
