using Npgsql;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>A key that is valid now.</summary>
public sealed record KnownKey(long Id, string Name, string[] Scopes);

/// <summary>The keys that are valid now.</summary>
public sealed class ApiKeyStore(NpgsqlDataSource dataSource)
{
    /// <summary>The key with this hash, or null where it is unknown, expired or revoked.</summary>
    public async Task<KnownKey?> FindAsync(byte[] sha256, CancellationToken cancellationToken)
    {
        // SECURITY: found by hash of 256 random bits; an attacker who can time this look-up learns nothing of a key.
        await using var command = dataSource.CreateCommand(
            """
            select id, name, scopes from api_key
            where sha256 = @sha256 and revoked_at is null and (expires_at is null or expires_at > now())
            """);
        command.Parameters.AddWithValue("sha256", sha256);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new KnownKey(reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<string[]>(2))
            : null;
    }
}
