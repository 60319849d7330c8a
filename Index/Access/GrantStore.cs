using Julie.Contracts.Api;
using Npgsql;

namespace Julie.Index.Access;

/// <summary>Grants of repositories, by pattern, to keys, users and groups.</summary>
public sealed class GrantStore(NpgsqlDataSource dataSource)
{
    private const string Shown =
        """
        select g.id, g.api_key_id, k.name, g.user_name, g.group_name, g.repository_pattern,
          (select count(*) from repository r where grant_matches(g.repository_pattern, r.name)), g.created_at, g.created_by
        from access_grant g left join api_key k on k.id = g.api_key_id
        """;

    /// <summary>Grants of keys that are not revoked, of users and of groups; narrowed to one of them, where one is named.</summary>
    public async Task<IReadOnlyList<GrantInfo>> ListAsync(Grantee of, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(of);
        await using var command = dataSource.CreateCommand(
            $"""
            {Shown}
            where k.revoked_at is null and (@key::bigint is null or g.api_key_id = @key)
              and (@user::text is null or g.user_name = @user) and (@group::text is null or g.group_name = @group)
            order by k.name, g.user_name, g.group_name, g.repository_pattern
            """);
        AddTo(command.Parameters, of);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Grants what the pattern matches, now and later. What is granted already stays as it is.</summary>
    public async Task<GrantInfo> AddAsync(Grantee to, string pattern, Acting by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var insert = new NpgsqlCommand(
            """
            insert into access_grant (api_key_id, user_name, group_name, repository_pattern, created_by)
            values (@key, @user, @group, @pattern, @actor) on conflict on constraint access_grant_once do nothing
            """,
            connection);
        AddTo(insert.Parameters, to);
        insert.Parameters.AddWithValue("pattern", pattern);
        insert.Parameters.AddWithValue("actor", by.Actor);
        var created = await insert.ExecuteNonQueryAsync(cancellationToken) > 0;
        await using var select = new NpgsqlCommand(
            $"{Shown} where (g.api_key_id, g.user_name, g.group_name, g.repository_pattern) is not distinct from (@key, @user, @group, @pattern)", connection);
        AddTo(select.Parameters, to);
        select.Parameters.AddWithValue("pattern", pattern);
        var grant = (await ReadAsync(select, cancellationToken)).Single();
        if (created)
        {
            await AuditLog.AddAsync(connection, by, "grant.add", Target(grant), new { grant.Id }, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return grant;
    }

    /// <summary>Takes a grant back. False where there is none.</summary>
    public async Task<bool> RemoveAsync(long id, Acting by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var select = new NpgsqlCommand($"{Shown} where g.id = @id for update of g", connection);
        select.Parameters.AddWithValue("id", id);
        if (await ReadAsync(select, cancellationToken) is not [var grant])
        {
            return false;
        }

        await using var delete = new NpgsqlCommand("delete from access_grant where id = @id", connection);
        delete.Parameters.AddWithValue("id", id);
        await delete.ExecuteNonQueryAsync(cancellationToken);
        await AuditLog.AddAsync(connection, by, "grant.remove", Target(grant), new { grant.Id }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static string Target(GrantInfo grant) =>
        $"{grant.Repository} to {(grant.KeyId is { } key ? $"key {grant.Key} ({key})" : grant.User is { } user ? $"user {user}" : $"group {grant.Group}")}";

    private static void AddTo(NpgsqlParameterCollection parameters, Grantee grantee)
    {
        parameters.Add(new NpgsqlParameter<long?>("key", grantee.KeyId));
        parameters.Add(new NpgsqlParameter<string?>("user", grantee.User));
        parameters.Add(new NpgsqlParameter<string?>("group", grantee.Group));
    }

    private static async Task<IReadOnlyList<GrantInfo>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        var grants = new List<GrantInfo>();
        while (await reader.ReadAsync(cancellationToken))
        {
            grants.Add(new(
                reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetInt64(1), Text(2), Text(3), Text(4), reader.GetString(5), reader.GetInt64(6),
                reader.GetFieldValue<DateTimeOffset>(7), reader.GetString(8)));
        }

        return grants;
    }
}
