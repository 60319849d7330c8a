using Julie.Contracts.Api;
using Npgsql;
using NpgsqlTypes;

namespace Julie.Index.Access;

/// <summary>API keys, by the hashes of their secrets.</summary>
public sealed class KeyStore(NpgsqlDataSource dataSource)
{
    private const string Shown =
        """
        select k.id, k.name, k.scopes, coalesce((select array_agg(g.repository_pattern order by g.repository_pattern) from access_grant g where g.api_key_id = k.id), '{}'),
          k.created_at, k.created_by, k.expires_at, k.revoked_at, k.last_used_at, k.rotated_at, case when k.previous_until > now() then k.previous_until end
        from api_key k
        """;

    /// <summary>The key with this hash, or null where it is unknown, expired or revoked. Notes that it was used.</summary>
    public async Task<KnownKey?> FindAsync(byte[] sha256, CancellationToken cancellationToken)
    {
        // SECURITY: found by hash of 256 random bits; an attacker who can time this look-up learns nothing of a key.
        await using var command = dataSource.CreateCommand(
            """
            select id, name, scopes, last_used_at is null or last_used_at < now() - interval '1 minute' from api_key
            where (sha256 = @sha256 or (previous_sha256 = @sha256 and previous_until > now()))
              and revoked_at is null and (expires_at is null or expires_at > now())
            """);
        command.Parameters.AddWithValue("sha256", sha256);
        KnownKey key;
        bool isNoted;
        await using (var reader = await command.ExecuteReaderAsync(Sql.ToTheEnd(cancellationToken)))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            (key, isNoted) = (new(reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<string[]>(2)), !reader.GetBoolean(3));
        }

        // With the connection given back: who waits for a second one while holding the first may wait for all the others that do so too.
        if (!isNoted)
        {
            await UsedAsync(key.Id, cancellationToken);
        }

        return key;
    }

    /// <summary>Keys by name; with <paramref name="all"/> also those that are expired or revoked.</summary>
    public Task<IReadOnlyList<KeyInfo>> ListAsync(bool all, CancellationToken cancellationToken) => ReadAsync(
        $"{Shown} where @all or (k.revoked_at is null and (k.expires_at is null or k.expires_at > now())) order by k.name, k.id",
        parameters => parameters.AddWithValue("all", all), cancellationToken);

    /// <summary>A key that is not revoked, by number or by name; null where there is none.</summary>
    public async Task<KeyInfo?> FindAsync(string idOrName, CancellationToken cancellationToken) => (await ReadAsync(
        $"{Shown} where k.revoked_at is null and (k.name = @key or k.id::text = @key)",
        parameters => parameters.AddWithValue("key", idOrName), cancellationToken)).SingleOrDefault();

    /// <summary>Stores a key with its grants; null where a key that is not revoked has the name.</summary>
    public async Task<KeyInfo?> CreateAsync(NewKey key, Acting by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(by);
        var made = await ChangeAsync(
            """
            with made as (
              insert into api_key (name, sha256, scopes, expires_at, created_by) values (@name, @sha256, @scopes, @expires, @actor)
              on conflict (name) where revoked_at is null do nothing returning id, name),
            granted as (
              insert into access_grant (api_key_id, repository_pattern, created_by)
              select distinct made.id, pattern, @actor from made, unnest(@patterns) pattern)
            select id, name from made
            """,
            parameters =>
            {
                parameters.AddWithValue("name", key.Name);
                parameters.AddWithValue("sha256", key.Sha256);
                parameters.AddWithValue("scopes", key.Scopes.ToArray());
                parameters.Add(new NpgsqlParameter("expires", NpgsqlDbType.TimestampTz) { Value = (object?)key.ExpiresAt?.ToUniversalTime() ?? DBNull.Value });
                parameters.AddWithValue("actor", by.Actor);
                parameters.AddWithValue("patterns", key.Repositories.ToArray());
            },
            by, "key.create", new { key.Scopes, key.Repositories, key.ExpiresAt }, cancellationToken);
        return made is null ? null : await FindAsync($"{made}", cancellationToken);
    }

    /// <summary>Gives a key another secret; the one before works until <paramref name="grace"/> is over. Null where there is no such key, or it is revoked.</summary>
    public async Task<KeyInfo?> RotateAsync(long id, byte[] sha256, TimeSpan grace, DateTimeOffset? expiresAt, Acting by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        var rotated = await ChangeAsync(
            """
            update api_key
            set previous_sha256 = case when @grace > interval '0' then sha256 end, previous_until = case when @grace > interval '0' then now() + @grace end,
              sha256 = @sha256, rotated_at = now(), expires_at = coalesce(@expires, expires_at)
            where id = @id and revoked_at is null returning id, name
            """,
            parameters =>
            {
                parameters.AddWithValue("id", id);
                parameters.AddWithValue("sha256", sha256);
                parameters.AddWithValue("grace", grace);
                parameters.Add(new NpgsqlParameter("expires", NpgsqlDbType.TimestampTz) { Value = (object?)expiresAt?.ToUniversalTime() ?? DBNull.Value });
            },
            by, "key.rotate", new { graceSeconds = (long)grace.TotalSeconds, expiresAt }, cancellationToken);
        return rotated is null ? null : await FindAsync($"{rotated}", cancellationToken);
    }

    /// <summary>Ends a key, and its secret before, at once. False where there is no such key, or it is revoked already.</summary>
    public async Task<bool> RevokeAsync(long id, Acting by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        return await ChangeAsync(
            "update api_key set revoked_at = now() where id = @id and revoked_at is null returning id, name",
            parameters => parameters.AddWithValue("id", id), by, "key.revoke", new { }, cancellationToken) is not null;
    }

    /// <summary>One change of one key, and what is written down of it: both or neither.</summary>
    private async Task<long?> ChangeAsync(
        string sql, Action<NpgsqlParameterCollection> add, Acting by, string action, object details, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (id, name) = (0L, string.Empty);
        await using (var command = new NpgsqlCommand(sql, connection))
        {
            add(command.Parameters);
            await using var reader = await command.ExecuteReaderAsync(Sql.ToTheEnd(cancellationToken));
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            (id, name) = (reader.GetInt64(0), reader.GetString(1));
        }

        await AuditLog.AddAsync(connection, by, action, $"key {name} ({id})", details, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>To the minute: a row that every request wrote would be the slowest part of a search.</summary>
    private async Task UsedAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update api_key set last_used_at = now() where id = @id and (last_used_at is null or last_used_at < now() - interval '1 minute')");
        command.Parameters.AddWithValue("id", id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<KeyInfo>> ReadAsync(string sql, Action<NpgsqlParameterCollection> add, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        add(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(Sql.ToTheEnd(cancellationToken));
        DateTimeOffset? Time(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
        var keys = new List<KeyInfo>();
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(new(
                reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<string[]>(2), reader.GetFieldValue<string[]>(3),
                reader.GetFieldValue<DateTimeOffset>(4), reader.GetString(5), Time(6), Time(7), Time(8), Time(9), Time(10)));
        }

        return keys;
    }
}
