using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Julie.Contracts.Api;
using Julie.Index.Webhooks;
using Julie.QueryApi.Repositories;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Deliveries;

/// <summary>What hosts sent, what was refused, what became of it. Ingest receives and replays.</summary>
internal static class DeliveryEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;
    private static readonly string[] Outcomes = ["waiting", "syncing", "applied", "superseded", "failed", "ignored", "refused"];

    public static async Task<Results<Ok<IReadOnlyList<DeliveryStatus>>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal caller, CallerAccess access, DeliveryReader deliveries, CancellationToken ct,
        string? repository = null, string? outcome = null, long? before = null, int limit = DefaultLimit)
    {
        if (outcome is not null && !Outcomes.Contains(outcome))
        {
            return Problems.BadRequest("There is no such outcome", $"'{outcome}' is none of {string.Join(", ", Outcomes)}.");
        }

        return limit is < 1 or > MaxLimit
            ? Problems.BadRequest("The limit is out of range", $"limit={limit} is not between 1 and {MaxLimit}; older deliveries come with before=ID.")
            : TypedResults.Ok(await deliveries.ListAsync(repository, outcome, before, limit, await access.ReadableAsync(caller, ct), ct));
    }

    public static async Task<Results<Ok<DeliveryStatus>, ProblemHttpResult>> FindAsync(
        long id, ClaimsPrincipal caller, CallerAccess access, DeliveryReader deliveries, CancellationToken ct) =>
        await deliveries.FindAsync(id, await access.ReadableAsync(caller, ct), ct) is { } delivery
            ? TypedResults.Ok(delivery)
            : Problems.NotFound($"There is no delivery {id} that this key may read.");

    public static async Task<Results<Accepted<DeliveryAccepted>, ProblemHttpResult>> ReplayAsync(
        long id, HttpRequest request, IngestClient ingest, ILogger<IngestClient> logger, CancellationToken ct)
    {
        try
        {
            using HttpResponseMessage response = await ingest.ReplayAsync(id, CallerKey.Of(request)!, ct);
            return response.IsSuccessStatusCode
                ? TypedResults.Accepted($"/api/deliveries/{id}", (await response.Content.ReadFromJsonAsync<DeliveryAccepted>(ct))!)
                : TypedResults.Problem(await RepositoryEndpoints.ReadProblemAsync(response, ct));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            Log.IngestDown(logger, e.Message);
            return Problems.Unavailable("The ingest service does not answer", "Try again in a moment; if it stays, look at ingest in the dashboard.");
        }
    }
}
