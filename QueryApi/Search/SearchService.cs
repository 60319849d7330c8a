using System.Diagnostics;
using System.Security.Claims;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Ranking;
using Julie.Index.Search;
using Julie.QueryApi.Query;
using Julie.ServiceDefaults.Authentication;
using OtherFile = Julie.Contracts.Api.OtherFile;
using PlaceInFile = Julie.Contracts.Api.PlaceInFile;

namespace Julie.QueryApi.Search;

/// <summary>One search: what the caller may read, the query's vector, the index.</summary>
internal sealed class SearchService(CallerAccess access, QueryVectors vectors, SearchEngine engine, QueryApiTelemetry telemetry)
{
    /// <summary>Null when no service has made a vector space yet.</summary>
    public async Task<SearchAnswer?> SearchAsync(ParsedQuery query, SearchManner manner, int limit, ClaimsPrincipal caller, CancellationToken ct)
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
            vector = await vectors.OfAsync(query.Text, embed: manner.Mode != SearchMode.Lexical, ct);
        }

        if (vector.Space is not { } space)
        {
            return null;
        }

        SearchOutcome outcome;
        using (telemetry.Begin("search"))
        {
            int candidates = query.Phrases.Count == 0 ? limit : PhraseFilter.Candidates;
            outcome = await engine.SearchAsync(
                new SearchRequest(query.Text, vector.Values, space, readable, query.ToSearchFilters(), candidates)
                {
                    Mode = manner.Mode,
                    Ranking = manner.Ranking,
                    EveryPlace = query.Phrases.Count > 0, // the phrase may stand in any of them
                }, ct);
        }

        SearchResult[] results = [.. PhraseFilter.Keep(outcome.Hits, query.Phrases).DistinctBy(hit => (hit.RepositoryId, hit.Ref, hit.Path)).Take(limit).Select(hit => ToResult(hit, manner.Explain))];
        telemetry.Results(results.Length);
        return new SearchAnswer(
            query.Text, results, vector.Values is null && manner.Mode != SearchMode.Lexical ? 0 : outcome.Coverage, space.Model, Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 2));
    }

    private static SearchResult ToResult(SearchHit hit, bool explain) => new(
        hit.Repository, hit.Path, hit.StartLine, hit.EndLine, hit.Symbol, hit.Kind, hit.Language, hit.Commit, Math.Round(hit.Score, 6), hit.Snippet, hit.AlsoIn)
    {
        Ref = hit.Ref,
        Stale = hit.Stale,
        Similarity = hit.Similarity is { } cosine ? Math.Round(cosine, 6) : null,
        More = [.. hit.More.Select(place => new PlaceInFile(place.StartLine, place.EndLine, place.Symbol, place.Kind))],
        Elsewhere = [.. hit.Elsewhere.Select(file => new OtherFile(file.Repository, file.Path, file.StartLine, file.EndLine, file.Ref))],
        Explain = explain && hit.Parts is { } parts ? ToParts(parts) : null,
    };

    private static ScoreParts ToParts(HitParts p) => new(
        Round(p.Vector), Round(p.Lexical), Round(p.Symbol), Round(p.Definition), Round(p.FileName), Round(p.Folders), Round(p.Path), Round(p.Together), Round(p.Factor));

    private static double Round(double part) => Math.Round(part, 6);
}
