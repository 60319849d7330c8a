using System.Security.Claims;

using Julie.Index.Access;
using Julie.Index.Catalog;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>Which repositories a caller may read (law 4): everything for an administrator, else what grants name.</summary>
public sealed class CallerAccess(AccessReader access)
{
    /// <summary>The readable repositories, to be handed to every query of the index. A caller without grants reads nothing.</summary>
    public async Task<ReadableRepositories> ReadableAsync(ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return IsAdmin(caller) ? ReadableRepositories.Everything : await access.ReadAsync(CallerClaims.Identity(caller), cancellationToken);
    }

    /// <summary>Whether the caller may read a repository of this name, should there be one.</summary>
    public async Task<bool> CoversAsync(ClaimsPrincipal caller, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return IsAdmin(caller) || await access.CoversAsync(CallerClaims.Identity(caller), name, cancellationToken);
    }

    private static bool IsAdmin(ClaimsPrincipal caller) => caller.HasClaim(CallerClaims.Scope, Scopes.Admin);
}
