using Julie.Contracts.Api;
using Julie.Ingest.Health;
using Julie.ServiceDefaults.Authentication;

using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.Ingest.Api;

/// <summary><c>POST /api/doctor?mend=</c></summary>
internal static class DoctorEndpoints
{
    public static void MapDoctor(this IEndpointRouteBuilder routes) =>
        // SECURITY: it names every repository and starts work on all of them.
        routes.MapPost("/api/doctor", RunAsync).RequireAuthorization(Scopes.Admin);

    private static async Task<Ok<DoctorReport>> RunAsync(bool? mend, Doctor doctor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await doctor.RunAsync(mend ?? true, cancellationToken));
}
