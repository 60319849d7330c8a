using System.Globalization;
using System.Security.Claims;

using Julie.Index.Catalog;

using Npgsql;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>Which repositories a caller may read (law 4): everything for an admin key, else what its grants name.</summary>
public sealed class CallerAccess(NpgsqlDataSource dataSource)
{
    /// <summary>The readable repositories, to be handed to every query of the index. A caller without grants reads nothing.</summary>
    public async Task<ReadableRepositories> ReadableAsync(ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.HasClaim(Scopes.ClaimType, Scopes.Admin))
        {
            return ReadableRepositories.Everything;
        }

        // SECURITY: fails closed: without a key id the array is empty and every query finds nothing.
        if (!long.TryParse(caller.FindFirstValue(Scopes.KeyIdClaimType), CultureInfo.InvariantCulture, out var keyId))
        {
            return ReadableRepositories.Of();
        }

        await using var command = dataSource.CreateCommand(
            """
            select coalesce(array_agg(distinct r.id), '{}')
            from access_grant g
            join repository r on r.name like replace(replace(replace(replace(g.repository_pattern, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')
            where g.api_key_id = @key
            """);
        command.Parameters.AddWithValue("key", keyId);
        return ReadableRepositories.Of((long[])(await command.ExecuteScalarAsync(cancellationToken))!);
    }
}
