using System.Security.Claims;

using Julie.Contracts.Api;
using Julie.Index.Access;
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

    private static async Task<Ok<DoctorReport>> RunAsync(bool? mend, ClaimsPrincipal caller, Doctor doctor, AuditLog audit, CancellationToken cancellationToken)
    {
        var report = await doctor.RunAsync(mend ?? true, cancellationToken);
        await audit.AddAsync(caller.Acting(), "doctor.run", "the index", new { mend = mend ?? true, report.Healthy }, cancellationToken);
        return TypedResults.Ok(report);
    }
}
