using System.Security.Claims;

using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Ingest.Git;
using Julie.ServiceDefaults.Authentication;

using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.Ingest.Api;

/// <summary>Registration of repositories.</summary>
internal static class RepositoryEndpoints
{
    public static void MapRepositories(this IEndpointRouteBuilder routes)
    {
        // SECURITY: registering makes this service fetch, so it needs its own scope.
        routes.MapPost("/api/repositories", RegisterAsync).RequireAuthorization(Scopes.Ingest);
        routes.MapPatch("/api/repositories/{id:long}", UpdateAsync).RequireAuthorization(Scopes.Ingest);
    }

    private static async Task<Results<Accepted<RepositoryAccepted>, ProblemHttpResult>> RegisterAsync(
        RegisterRepository request, Registration registration, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            var accepted = await registration.RegisterAsync(request, cancellationToken);
            return TypedResults.Accepted($"/api/syncs/{accepted.SyncId}", accepted);
        }
        catch (Exception exception) when (RegistrationProblems.Of(exception, request) is { } problem)
        {
            Log.Refused(loggers.CreateLogger(typeof(RepositoryEndpoints)), Redaction.Shorten(Redaction.Clean(request.Url ?? ""), 200), exception.Message);
            return problem;
        }
    }

    private static async Task<Results<Ok<RepositoryStatus>, ProblemHttpResult>> UpdateAsync(
        long id, UpdateRepository request, ClaimsPrincipal caller, CallerAccess access, RepositoryCatalog catalog, Registration registration, CancellationToken cancellationToken)
    {
        // SECURITY: what the caller may not read answers like what is not there (law 4).
        var readable = await access.ReadableAsync(caller, cancellationToken);
        try
        {
            return await catalog.FindAsync(id, readable, cancellationToken) is not null
                && await registration.UpdateAsync(id, request, cancellationToken)
                && await catalog.FindAsync(id, readable, cancellationToken) is { } status
                ? TypedResults.Ok(status)
                : TypedResults.Problem(
                    $"There is no repository {id} that this key may read.", statusCode: StatusCodes.Status404NotFound, title: "Not found", type: ProblemTypes.NotFound);
        }
        catch (InvalidRefPatternException exception)
        {
            return RegistrationProblems.Of(exception, new RegisterRepository(""))!;
        }
    }
}
