using System.Security.Claims;

using Julie.Contracts.Api;
using Julie.Index.Access;
using Julie.Index.Catalog;
using Julie.Ingest.Git;
using Julie.ServiceDefaults.Authentication;

using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.Ingest.Api;

/// <summary>Registration of repositories, and its end.</summary>
internal static class RepositoryEndpoints
{
    public static void MapRepositories(this IEndpointRouteBuilder routes)
    {
        // SECURITY: registering makes this service fetch, so it needs its own scope.
        routes.MapPost("/api/repositories", RegisterAsync).RequireAuthorization(Scopes.Ingest);
        routes.MapPatch("/api/repositories/{id:long}", UpdateAsync).RequireAuthorization(Scopes.Ingest);
        routes.MapDelete("/api/repositories/{id:long}", RemoveAsync).RequireAuthorization(Scopes.Ingest);
    }

    private static async Task<Results<Accepted<RepositoryAccepted>, ProblemHttpResult>> RegisterAsync(
        RegisterRepository request, ClaimsPrincipal caller, CallerAccess access, Registration registration, AuditLog audit, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            var accepted = await registration.RegisterAsync(request, (name, token) => access.CoversAsync(caller, name, token), cancellationToken);
            await audit.AddAsync(
                caller.Acting(), accepted.Created ? "repository.register" : "repository.sync", $"repository {accepted.Name} ({accepted.RepositoryId})",
                new { request.Url, request.Name, request.Refs }, cancellationToken);
            return TypedResults.Accepted($"/api/syncs/{accepted.SyncId}", accepted);
        }
        catch (Exception exception) when (RegistrationProblems.Of(exception, request) is { } problem)
        {
            Log.Refused(loggers.CreateLogger(typeof(RepositoryEndpoints)), Redaction.Shorten(Redaction.Clean(request.Url ?? ""), 200), exception.Message);
            return problem;
        }
    }

    private static async Task<Results<Ok<RepositoryStatus>, ProblemHttpResult>> UpdateAsync(
        long id, UpdateRepository request, ClaimsPrincipal caller, CallerAccess access, RepositoryCatalog catalog, Registration registration, AuditLog audit, CancellationToken cancellationToken)
    {
        // SECURITY: what the caller may not read answers like what is not there (law 4).
        var readable = await access.ReadableAsync(caller, cancellationToken);
        try
        {
            if (await catalog.FindAsync(id, readable, cancellationToken) is null
                || !await registration.UpdateAsync(id, request, cancellationToken)
                || await catalog.FindAsync(id, readable, cancellationToken) is not { } status)
            {
                return NotFound(id);
            }

            await audit.AddAsync(caller.Acting(), "repository.update", $"repository {status.Name} ({id})", new { request.Refs }, cancellationToken);
            return TypedResults.Ok(status);
        }
        catch (InvalidRefPatternException exception)
        {
            return RegistrationProblems.Of(exception, new RegisterRepository(""))!;
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        long id, ClaimsPrincipal caller, CallerAccess access, RepositoryRemover remover, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        // SECURITY: what the caller may not read answers like what is not there (law 4).
        var readable = await access.ReadableAsync(caller, cancellationToken);
        // Not with the request: what takes longer than its caller's patience would otherwise never be done.
        if (!await remover.RemoveAsync(id, readable, caller.Acting(), CancellationToken.None))
        {
            return NotFound(id);
        }

        Log.Removed(loggers.CreateLogger(typeof(RepositoryEndpoints)), id);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult NotFound(long id) => TypedResults.Problem(
        $"There is no repository {id} that this key may read.", statusCode: StatusCodes.Status404NotFound, title: "Not found", type: ProblemTypes.NotFound);
}
