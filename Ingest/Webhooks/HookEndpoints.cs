using System.Diagnostics;

using Julie.Contracts.Api;
using Julie.Index.Access;
using Julie.Index.Webhooks;
using Julie.Ingest.Webhooks.Providers;
using Julie.ServiceDefaults.Authentication;

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Julie.Ingest.Webhooks;

/// <summary>Where hosts send their deliveries.</summary>
internal static class HookEndpoints
{
    private const int RetryAfterSeconds = 5;

    public static void MapHooks(this IEndpointRouteBuilder routes)
    {
        // SECURITY: no key: each delivery proves its own origin.
        routes.MapPost("/api/hooks/{provider}", ReceiveAsync).AllowAnonymous();
        routes.MapPost("/api/hooks/{provider}/{hook}", ReceiveAsync).AllowAnonymous();
        routes.MapPost("/api/deliveries/{id:long}/replay", ReplayAsync).RequireAuthorization(Scopes.Ingest);
    }

    private static async Task<Results<Accepted<DeliveryAccepted>, ProblemHttpResult>> ReceiveAsync(
        string provider, HttpContext context, HookCatalog hooks, BodyBudget budget, DeliveryLimiter limiter, DeliveryInbox inbox, RefusalLog refusals,
        IOptions<DeliveryOptions> options, IOptions<IngestOptions> ingest, TimeProvider time, string? hook = null, CancellationToken cancellationToken = default)
    {
        if (HookProvider.Find(provider) is not { } host)
        {
            return Problem(StatusCodes.Status404NotFound, ProblemTypes.NotFound, "No such kind of host",
                $"Use one of: {string.Join(", ", HookProvider.All.Select(p => p.Name))}.");
        }

        var found = hooks.Find(host, hook);
        using var body = new DeliveryBody(budget, options, time);
        var read = await body.ReadAsync(context.Request, cancellationToken);
        var request = new HookRequest(context.Request.Headers, body.Bytes, time.GetUtcNow(), options.Value.TimestampTolerance);
        var (eventName, id) = (host.EventOf(request), host.IdOf(request));
        if (Unread(read, options.Value) is { } unread)
        {
            refusals.Add(found, unread.ProblemDetails.Title!, eventName, id);
            return read == BodyResult.TooBusy ? Later(context, unread) : unread;
        }

        // SECURITY: proven on the raw bytes before anything reads them; the work is the same without a secret or a header.
        var proven = host.IsProven(request, found);
        if (!proven)
        {
            refusals.Add(found, found.Problem ?? "the proof of origin is missing or wrong", eventName, id);
            return Problem(StatusCodes.Status401Unauthorized, ProblemTypes.Unauthorized, "The delivery does not prove its origin", "The list of deliveries says why: julie deliveries.");
        }

        if (!limiter.TryTake(found))
        {
            refusals.Add(found, $"more than {found.Options.DeliveriesPerSecond} deliveries a second", eventName, id);
            return Later(context, Problem(StatusCodes.Status429TooManyRequests, ProblemTypes.TooManyRequests, "Too many deliveries", "Send it again later; the reconciler finds what is missed."), seconds: 1);
        }

        if (DeliveryReading.Read(found, request, context.Request.ContentType, ingest.Value.AllowLocalPaths, Activity.Current?.Id) is not { } delivery)
        {
            refusals.Add(found, "the payload is no JSON", eventName, id);
            return Problem(StatusCodes.Status400BadRequest, ProblemTypes.BadRequest, "The payload cannot be read", "Let the hook send JSON.");
        }

        if (await inbox.AddAsync(delivery, cancellationToken) is not { } stored)
        {
            return Later(context, Problem(StatusCodes.Status503ServiceUnavailable, ProblemTypes.Unavailable, "The delivery could not be stored", "Send it again in a moment."));
        }

        IngestTelemetry.Deliveries.Add(1, new("provider", host.Name), new("outcome", stored.Created ? "accepted" : "duplicate"));
        return TypedResults.Accepted($"/api/deliveries/{stored.Id}", new DeliveryAccepted(stored.Id, !stored.Created));
    }

    private static async Task<Results<Accepted<DeliveryAccepted>, ProblemHttpResult>> ReplayAsync(
        long id, System.Security.Claims.ClaimsPrincipal caller, CallerAccess access, DeliveryReader reader, DeliveryStore store, DispatchSignal dispatch, AuditLog audit, CancellationToken cancellationToken)
    {
        // SECURITY: only what the caller may see.
        if (await reader.FindAsync(id, await access.ReadableAsync(caller, cancellationToken), cancellationToken) is not { } delivery)
        {
            return Problem(StatusCodes.Status404NotFound, ProblemTypes.NotFound, "Not found", $"There is no delivery {id} that this key may read.");
        }

        if (!await store.ReplayAsync(id, cancellationToken))
        {
            return Problem(StatusCodes.Status409Conflict, ProblemTypes.BadRequest, "The delivery cannot be replayed",
                delivery.Outcome == "refused" ? $"Delivery {id} was refused: {delivery.Reason}. Let the host send it again." : $"Delivery {id} holds nothing to do: {delivery.Reason}.");
        }

        dispatch.Raise();
        await audit.AddAsync(caller.Acting(), "delivery.replay", $"delivery {id}", new { delivery.Repository }, cancellationToken);
        return TypedResults.Accepted($"/api/deliveries/{id}", new DeliveryAccepted(id, Duplicate: true));
    }

    private static ProblemHttpResult? Unread(BodyResult read, DeliveryOptions options) => read switch
    {
        BodyResult.TooLarge => Problem(StatusCodes.Status413PayloadTooLarge, ProblemTypes.TooLarge, $"The body is longer than {options.MaxBytes} bytes",
            $"Raise {DeliveryOptions.Section}:{nameof(DeliveryOptions.MaxBytes)}, or let the reconciler find the change."),
        BodyResult.TooBusy => Problem(StatusCodes.Status503ServiceUnavailable, ProblemTypes.Unavailable, "Too many large bodies at the same time", "Send it again in a moment."),
        BodyResult.TooSlow => Problem(StatusCodes.Status408RequestTimeout, ProblemTypes.BadRequest, "The body took too long", "Send it again."),
        BodyResult.Broken => Problem(StatusCodes.Status400BadRequest, ProblemTypes.BadRequest, "The body is not framed as HTTP wants it", "Send it with its length, or in whole chunks."),
        _ => null,
    };

    private static ProblemHttpResult Later(HttpContext context, ProblemHttpResult problem, int seconds = RetryAfterSeconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return problem;
    }

    private static ProblemHttpResult Problem(int status, string type, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title, type: type);
}
