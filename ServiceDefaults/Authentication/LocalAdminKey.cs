using Microsoft.Extensions.Configuration;

using Npgsql;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>
/// The key of the machine's own operator: <c>./julie up</c> makes it, <c>Julie:Auth:LocalAdminKeyFile</c> names its file.
/// Where the setting is absent there is no such key, and a changed file replaces the old one.
/// </summary>
internal sealed class LocalAdminKey(IConfiguration configuration, NpgsqlDataSource dataSource)
{
    private const string Name = "local-admin";

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (configuration["Julie:Auth:LocalAdminKeyFile"] is not { Length: > 0 } file)
        {
            return;
        }

        var key = (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        if (key.Length < ApiKey.Prefix.Length + 32 || !key.StartsWith(ApiKey.Prefix, StringComparison.Ordinal))
        {
            // SECURITY: an empty or short file must not become a key that is easy to guess.
            throw new InvalidOperationException($"{file} does not hold an API key ({ApiKey.Prefix} and at least 32 characters): delete it and run ./julie up.");
        }

        await using var command = dataSource.CreateCommand(
            """
            insert into api_key (name, sha256, scopes) values (@name, @sha256, array['admin'])
            on conflict (name) where revoked_at is null do update
            set sha256 = excluded.sha256, scopes = excluded.scopes, expires_at = null, previous_sha256 = null, previous_until = null
            where api_key.sha256 <> excluded.sha256 or api_key.scopes <> excluded.scopes or api_key.expires_at is not null or api_key.previous_sha256 is not null
            """);
        command.Parameters.AddWithValue("name", Name);
        command.Parameters.AddWithValue("sha256", ApiKey.Hash(key));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
