using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Search.Similar;
using Julie.Index.Snapshots;
using Julie.QueryApi.Search;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Files;

/// <summary><c>GET /api/similar?file=REPOSITORY/PATH&amp;lines=10-40&amp;ref=&amp;clones=&amp;limit=</c>: more like this; copies of it.</summary>
internal static class SimilarEndpoint
{
    private const int DefaultLimit = 10;
    private const int HighestLimit = 100;
    private const int MostLines = 400;

    public static async Task<Results<Ok<SimilarAnswer>, ProblemHttpResult>> SearchAsync(
        string? file, string? lines, string? @ref, string? clones, string? limit, ClaimsPrincipal caller, CallerAccess access, FileTextReader files, QueryVectors vectors,
        SimilarEngine engine, CancellationToken ct)
    {
        long start = Stopwatch.GetTimestamp();
        int most = DefaultLimit;
        bool onlyClones = false;
        if (!string.IsNullOrEmpty(limit) && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > HighestLimit))
        {
            return Problems.BadRequest("The limit is out of range", $"limit={limit} is not a number from 1 to {HighestLimit}.");
        }

        if (!string.IsNullOrEmpty(clones) && !bool.TryParse(clones, out onlyClones))
        {
            return Problems.BadRequest("That is neither yes nor no", $"clones={clones} is neither true nor false.");
        }

        if (string.IsNullOrEmpty(file) || file.Length > 5_000 || LineRange.Read(lines) is not { } range)
        {
            return Problems.BadRequest("There is no such range", "Write file=REPOSITORY/PATH and lines=10-40.");
        }

        // SECURITY: the file and whatever is like it come from these repositories only (law 4).
        ReadableRepositories readable = await access.ReadableAsync(caller, ct);
        if (await files.ReadAsync(file, string.IsNullOrEmpty(@ref) ? null : @ref, readable, ct) is not { } text)
        {
            return FileTextEndpoint.Missing(file, @ref);
        }

        if ((await vectors.OfAsync("", embed: false, ct)).Space is not { } space)
        {
            return Problems.NoIndex();
        }

        int all = text.Text.AsSpan().TrimEnd('\n').Count('\n') + 1;
        int first = Math.Min(range.First, all);
        int last = Math.Min(Math.Clamp(range.Last ?? all, first, all), first + MostLines - 1);
        IReadOnlyList<SimilarHit> hits = await engine.SearchAsync(new SimilarRequest(space, readable, text, first, last, onlyClones, most), ct);
        return TypedResults.Ok(new SimilarAnswer(
            text.Repository, text.Path, first, last,
            [.. hits.Select(hit => new SimilarResult(SearchResults.Of(hit.Hit), hit.Hit.Similarity is { } cosine ? Math.Round(cosine, 6) : null, Math.Round(hit.Overlap, 4), hit.IsClone))],
            Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 2)));
    }
}
