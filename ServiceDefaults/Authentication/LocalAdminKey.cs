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
            with retired as (
              update api_key set revoked_at = now() where name = @name and sha256 <> @sha256 and revoked_at is null)
            insert into api_key (name, sha256, scopes) values (@name, @sha256, array['admin'])
            on conflict (sha256) do update set revoked_at = null
            """);
        command.Parameters.AddWithValue("name", Name);
        command.Parameters.AddWithValue("sha256", ApiKey.Hash(key));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
