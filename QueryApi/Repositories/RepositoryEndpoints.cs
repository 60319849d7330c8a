using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Spaces;
using Julie.Index.Syncs;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Julie.QueryApi.Repositories;

/// <summary>Repositories, their syncs and the state of the whole.</summary>
internal static class RepositoryEndpoints
{
    public static async Task<Ok<IReadOnlyList<RepositoryStatus>>> ListAsync(
        ClaimsPrincipal caller, CallerAccess access, RepositoryCatalog catalog, CancellationToken ct) =>
        TypedResults.Ok(await catalog.ListAsync(await access.ReadableAsync(caller, ct), ct));

    public static async Task<Ok<IReadOnlyList<IndexedLanguage>>> ListLanguagesAsync(
        ClaimsPrincipal caller, CallerAccess access, LanguageReader languages, CancellationToken ct) =>
        TypedResults.Ok(await languages.ReadAsync(await access.ReadableAsync(caller, ct), ct));

    public static async Task<Results<Ok<RepositoryStatus>, ProblemHttpResult>> FindAsync(
        long id, ClaimsPrincipal caller, CallerAccess access, RepositoryCatalog catalog, CancellationToken ct) =>
        await catalog.FindAsync(id, await access.ReadableAsync(caller, ct), ct) is { } repository
            ? TypedResults.Ok(repository)
            : Problems.NotFound($"There is no repository {id} that this key may read.");

    public static async Task<Results<Ok<SyncStatus>, ProblemHttpResult>> FindSyncAsync(
        long id, ClaimsPrincipal caller, CallerAccess access, SyncRunStore syncs, CancellationToken ct) =>
        await syncs.FindAsync(id, await access.ReadableAsync(caller, ct), ct) is { } sync
            ? TypedResults.Ok(sync)
            : Problems.NotFound($"There is no sync {id} that this key may read.");

    public static async Task<Ok<SystemStatus>> StatusAsync(
        ClaimsPrincipal caller, CallerAccess access, RepositoryCatalog catalog, SpaceCatalog spaces, EmbedWorkStore work, CancellationToken ct)
    {
        ReadableRepositories readable = await access.ReadableAsync(caller, ct);
        SpaceStatus? space = await spaces.StatusAsync(ct);
        PassageCounts passages = space is null ? new PassageCounts(0, 0, 0) : await work.CountAsync(space.Id, readable, ct);
        return TypedResults.Ok(new SystemStatus(space, passages, await catalog.ListAsync(readable, ct)));
    }

    public static async Task<Results<Ok<IReadOnlyList<RefStatus>>, ProblemHttpResult>> ListRefsAsync(
        long id, ClaimsPrincipal caller, CallerAccess access, RepositoryCatalog catalog, CancellationToken ct) =>
        await catalog.ListRefsAsync(id, await access.ReadableAsync(caller, ct), ct) is { Count: > 0 } refs
            ? TypedResults.Ok(refs)
            : Problems.NotFound($"There is no repository {id} that this key may read.");

    public static async Task<Results<Accepted<RepositoryAccepted>, ProblemHttpResult>> RegisterAsync(
        RegisterRepository repository, HttpRequest request, IngestClient ingest, ILogger<IngestClient> logger, CancellationToken ct)
    {
        (RepositoryAccepted? accepted, ProblemHttpResult? problem) = await PassOnAsync<RepositoryAccepted>(
            () => ingest.RegisterAsync(repository, CallerKey.Of(request)!, ct), logger, ct);
        return problem is not null ? problem : TypedResults.Accepted($"/api/syncs/{accepted!.SyncId}", accepted);
    }

    public static async Task<Results<Ok<RepositoryStatus>, ProblemHttpResult>> UpdateAsync(
        long id, UpdateRepository update, HttpRequest request, IngestClient ingest, ILogger<IngestClient> logger, CancellationToken ct)
    {
        (RepositoryStatus? status, ProblemHttpResult? problem) = await PassOnAsync<RepositoryStatus>(
            () => ingest.UpdateAsync(id, update, CallerKey.Of(request)!, ct), logger, ct);
        return problem is not null ? problem : TypedResults.Ok(status!);
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        long id, HttpRequest request, IngestClient ingest, ILogger<IngestClient> logger, CancellationToken ct)
    {
        (_, ProblemHttpResult? problem) = await PassOnAsync<RepositoryStatus>(() => ingest.RemoveAsync(id, CallerKey.Of(request)!, ct), logger, ct);
        return problem is not null ? problem : TypedResults.NoContent();
    }

    public static async Task<Results<Ok<DoctorReport>, ProblemHttpResult>> DoctorAsync(
        bool? mend, HttpRequest request, IngestClient ingest, ILogger<IngestClient> logger, CancellationToken ct)
    {
        (DoctorReport? report, ProblemHttpResult? problem) = await PassOnAsync<DoctorReport>(
            () => ingest.DoctorAsync(mend ?? true, CallerKey.Of(request)!, ct), logger, ct);
        return problem is not null ? problem : TypedResults.Ok(report!);
    }

    private static async Task<(T? Answer, ProblemHttpResult? Problem)> PassOnAsync<T>(
        Func<Task<HttpResponseMessage>> send, ILogger<IngestClient> logger, CancellationToken ct)
        where T : class
    {
        try
        {
            using HttpResponseMessage response = await send();
            return response.IsSuccessStatusCode
                ? (response.StatusCode == HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<T>(ct), null)
                : (null, TypedResults.Problem(await ReadProblemAsync(response, ct)));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            Log.IngestDown(logger, e.Message);
            return (null, Problems.Unavailable("The ingest service does not answer", "Searching works meanwhile. Try again in a moment; if it stays, look at ingest in the dashboard."));
        }
    }

    // Ingest's own problem goes through as it is; only a body that is none gets another one.
    internal static async Task<ProblemDetails> ReadProblemAsync(HttpResponseMessage response, CancellationToken ct)
    {
        ProblemDetails? problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? await response.Content.ReadFromJsonAsync<ProblemDetails>(ct)
            : null;
        return problem ?? new ProblemDetails { Status = (int)response.StatusCode, Type = ProblemTypes.Unavailable, Title = "The ingest service refused, without a reason" };
    }
}
