using System.Diagnostics;

using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Syncs;
using Julie.Ingest.Git;
using Julie.Ingest.Sync;
using Julie.ServiceDefaults.Authentication;

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Julie.Ingest.Api;

/// <summary>Registration of repositories.</summary>
internal static class RepositoryEndpoints
{
    public static void MapRepositories(this IEndpointRouteBuilder routes) =>
        // SECURITY: registering makes this service fetch, so it needs its own scope.
        routes.MapPost("/api/repositories", RegisterAsync).RequireAuthorization(Scopes.Ingest);

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
}
