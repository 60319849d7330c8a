using Julie.Contracts.Api;
using Julie.Index.Access;
using Julie.QueryApi.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Access;

/// <summary><c>GET /api/audit?action=&amp;before=&amp;limit=</c></summary>
internal static class AuditEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    public static async Task<Results<Ok<IReadOnlyList<AuditEvent>>, ProblemHttpResult>> ListAsync(
        AuditLog audit, CancellationToken ct, string? action = null, long? before = null, int limit = DefaultLimit) =>
        limit is < 1 or > MaxLimit
            ? Problems.BadRequest("The limit is out of range", $"limit={limit} is not between 1 and {MaxLimit}; older events come with before=ID.")
            : TypedResults.Ok(await audit.ListAsync(action, before, limit, ct));
}
