using System.Globalization;
using System.Security.Claims;

using Julie.Index.Access;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>What is known of a caller, whether it came with a key or with a token. Both handlers write these claims and nothing else.</summary>
public static class CallerClaims
{
    internal const string Scope = "julie:scope";
    internal const string KeyId = "julie:key";
    internal const string User = "julie:user";
    internal const string Group = "julie:group";

    /// <summary>The scopes that the caller has.</summary>
    public static IReadOnlyList<string> ScopesOf(this ClaimsPrincipal caller) => [.. Scopes.All.Where(scope => caller.HasClaim(Scope, scope))];

    /// <summary>One text for each caller, for limits; null for a stranger.</summary>
    public static string? PartitionOf(this ClaimsPrincipal caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.FindFirstValue(KeyId) is { } key ? $"key {key}" : caller.FindFirstValue(User) is { } user ? $"user {user}" : null;
    }

    /// <summary>Who the caller is, for what is written down.</summary>
    public static Acting Acting(this ClaimsPrincipal caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var actor = caller.FindFirstValue(KeyId) is { } key ? $"key {caller.Identity?.Name} ({key})" : $"user {caller.FindFirstValue(User)}";
        return new Acting(actor, System.Diagnostics.Activity.Current?.TraceId.ToString());
    }

    internal static ClaimsIdentity Of(KnownKey key, string scheme) => new(
        [
            new Claim(ClaimTypes.Name, key.Name),
            new Claim(KeyId, key.Id.ToString(CultureInfo.InvariantCulture)),
            .. key.Scopes.Select(scope => new Claim(Scope, scope)),
        ],
        scheme);

    internal static CallerIdentity Identity(ClaimsPrincipal caller) => new(
        long.TryParse(caller.FindFirstValue(KeyId), CultureInfo.InvariantCulture, out var key) ? key : null,
        caller.FindFirstValue(User), [.. caller.FindAll(Group).Select(claim => claim.Value)]);
}
