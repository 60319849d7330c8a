using System.Security.Claims;
using Julie.Contracts.Api;
using Julie.Index.Access;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Access;

/// <summary>API keys: made, listed, rotated, revoked. A secret is shown once and only its hash is stored.</summary>
internal static class KeyEndpoints
{
    private const int MostGraceSeconds = 30 * 24 * 60 * 60;

    public static async Task<Ok<IReadOnlyList<KeyInfo>>> ListAsync(KeyStore keys, CancellationToken ct, bool all = false) =>
        TypedResults.Ok(await keys.ListAsync(all, ct));

    public static async Task<Results<Created<IssuedKey>, ProblemHttpResult>> CreateAsync(
        CreateKey request, ClaimsPrincipal caller, KeyStore keys, TimeProvider time, CancellationToken ct)
    {
        IReadOnlyList<string> scopes = request.Scopes is { Count: > 0 } asked ? [.. asked.Distinct()] : [Scopes.Search];
        IReadOnlyList<string> patterns = [.. (request.Repositories ?? []).Distinct()];
        if ((Wrong(request, scopes, patterns) ?? WrongEnd(request.ExpiresAt, time)) is { } wrong)
        {
            return Problems.BadRequest("The key cannot be made", wrong);
        }

        string secret = ApiKey.New();
        KeyInfo? key = await keys.CreateAsync(new NewKey(request.Name!, ApiKey.Hash(secret), scopes, patterns, request.ExpiresAt), caller.Acting(), ct);
        return key is null
            ? Problems.Conflict(ProblemTypes.KeyNameTaken, "The name is taken", $"There is a key '{request.Name}' already. Rotate it, revoke it, or choose another name.")
            : TypedResults.Created($"/api/keys/{key.Id}", new IssuedKey(key, secret));
    }

    public static async Task<Results<Ok<IssuedKey>, ProblemHttpResult>> RotateAsync(
        string key, RotateKey request, ClaimsPrincipal caller, KeyStore keys, TimeProvider time, CancellationToken ct)
    {
        int grace = request.GraceSeconds ?? 0;
        if (grace is < 0 or > MostGraceSeconds)
        {
            return Problems.BadRequest("The key cannot be rotated", $"graceSeconds={grace} is not between 0 and {MostGraceSeconds}.");
        }

        if (WrongEnd(request.ExpiresAt, time) is { } wrong)
        {
            return Problems.BadRequest("The key cannot be rotated", wrong);
        }

        string secret = ApiKey.New();
        return await FindAsync(keys, key, ct) is { } found
            && await keys.RotateAsync(found.Id, ApiKey.Hash(secret), TimeSpan.FromSeconds(grace), request.ExpiresAt, caller.Acting(), ct) is { } rotated
            ? TypedResults.Ok(new IssuedKey(rotated, secret))
            : NoSuchKey(key);
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string key, ClaimsPrincipal caller, KeyStore keys, CancellationToken ct) =>
        await FindAsync(keys, key, ct) is { } found && await keys.RevokeAsync(found.Id, caller.Acting(), ct) ? TypedResults.NoContent() : NoSuchKey(key);

    /// <summary>By number or name; null for what can be neither.</summary>
    internal static async Task<KeyInfo?> FindAsync(KeyStore keys, string key, CancellationToken ct) =>
        key.Contains('\0', StringComparison.Ordinal) ? null : await keys.FindAsync(key, ct);

    internal static ProblemHttpResult NoSuchKey(string key) => Problems.NotFound($"There is no key '{key}', or it is revoked. GET /api/keys lists them.");

    private static string? Wrong(CreateKey request, IReadOnlyList<string> scopes, IReadOnlyList<string> patterns) =>
        Inputs.OfKeyName(request.Name) is { } name ? name
        : scopes.FirstOrDefault(scope => !Scopes.All.Contains(scope)) is { } unknown ? $"'{unknown}' is no scope: there are {string.Join(", ", Scopes.All)}."
        : patterns.Count > Inputs.MaxPatterns ? $"{patterns.Count} patterns are too many for one request; at most {Inputs.MaxPatterns} are taken. Add the rest with POST /api/grants."
        : scopes.Contains(Scopes.Admin) && patterns.Count > 0 ? "A key with the scope admin reads every repository: leave the repositories out, or the scope."
        : patterns.Select(Inputs.OfPattern).FirstOrDefault(wrong => wrong is not null);

    private static string? WrongEnd(DateTimeOffset? end, TimeProvider time) =>
        end is { } at && at <= time.GetUtcNow() ? $"expiresAt={at:O} is over already." : null;
}
