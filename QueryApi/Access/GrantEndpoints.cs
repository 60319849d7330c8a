using System.Security.Claims;
using Julie.Contracts.Api;
using Julie.Index.Access;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Access;

/// <summary>Grants of repositories by pattern, to keys, users and groups.</summary>
internal static class GrantEndpoints
{
    public static async Task<Results<Ok<IReadOnlyList<GrantInfo>>, ProblemHttpResult>> ListAsync(
        KeyStore keys, GrantStore grants, CancellationToken ct, string? key = null, string? user = null, string? group = null)
    {
        (Grantee? of, ProblemHttpResult? problem) = await ReadAsync(keys, key, user, group, most: 3, ct);
        return problem is not null ? problem : TypedResults.Ok(await grants.ListAsync(of!, ct));
    }

    public static async Task<Results<Ok<GrantInfo>, ProblemHttpResult>> AddAsync(
        AddGrant request, ClaimsPrincipal caller, KeyStore keys, GrantStore grants, CancellationToken ct)
    {
        if (Inputs.OfPattern(request.Repository) is { } wrong)
        {
            return Problems.BadRequest("The grant cannot be made", wrong);
        }

        if (request is { Key: null, User: null, Group: null })
        {
            return Problems.BadRequest("The grant cannot be made", "It is for nobody: name a key, a user or a group.");
        }

        (Grantee? to, ProblemHttpResult? problem) = await ReadAsync(keys, request.Key, request.User, request.Group, most: 1, ct);
        return problem is not null ? problem : TypedResults.Ok(await grants.AddAsync(to!, request.Repository!, caller.Acting(), ct));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(long id, ClaimsPrincipal caller, GrantStore grants, CancellationToken ct) =>
        await grants.RemoveAsync(id, caller.Acting(), ct) ? TypedResults.NoContent() : Problems.NotFound($"There is no grant {id}. GET /api/grants lists them.");

    public static async Task<Ok<IReadOnlyList<HostAccess>>> HostsAsync(HostAccessStore hosts, CancellationToken ct) => TypedResults.Ok(await hosts.StatusAsync(ct));

    private static async Task<(Grantee? Grantee, ProblemHttpResult? Problem)> ReadAsync(
        KeyStore keys, string? key, string? user, string? group, int most, CancellationToken ct)
    {
        if (new[] { key, user, group }.Count(given => given is not null) > most)
        {
            return (null, Problems.BadRequest("The grant cannot be made", "It is for one: a key, a user or a group. Make a grant for each."));
        }

        string? wrong = (user is null ? null : Inputs.OfPrincipal(user, "user")) ?? (group is null ? null : Inputs.OfPrincipal(group, "group"));
        if (wrong is not null)
        {
            return (null, Problems.BadRequest("Nobody can be named so", wrong));
        }

        KeyInfo? found = key is null ? null : await KeyEndpoints.FindAsync(keys, key, ct);
        return key is not null && found is null ? (null, KeyEndpoints.NoSuchKey(key)) : (new Grantee(found?.Id, user, group), null);
    }
}
