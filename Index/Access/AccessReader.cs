using Julie.Index.Catalog;
using Npgsql;

namespace Julie.Index.Access;

/// <summary>Which repositories are granted to whom: by grants, and by what hosts say of their own permissions.</summary>
public sealed class AccessReader(NpgsqlDataSource dataSource)
{
    // SECURITY: the only statements that turn a caller into repositories (law 4). What compares with null is not granted: a caller without a key,
    // a user and groups reads nothing.
    private const string Granted =
        """
        select g.repository_pattern from access_grant g
        where g.api_key_id = @key or g.user_name = @user or g.group_name = any(@groups)
        """;

    private const string AtHost =
        """
        select h.repository_id from host_access h join host_access_check c on c.repository_id = h.repository_id
        where c.valid_until > now() and (h.user_name = @user or h.group_name = any(@groups))
        """;

    /// <summary>The repositories that the caller may read, now.</summary>
    public async Task<ReadableRepositories> ReadAsync(CallerIdentity caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await using var command = dataSource.CreateCommand(
            $$"""
            with granted as materialized ({{Granted}})
            select coalesce(array_agg(r.id), '{}') from repository r
            where exists (select from granted g where grant_matches(g.repository_pattern, r.name)) or r.id in ({{AtHost}})
            """);
        AddTo(command.Parameters, caller);
        return ReadableRepositories.Of((long[])(await command.ExecuteScalarAsync(Sql.ToTheEnd(cancellationToken)))!);
    }

    /// <summary>Whether the grants cover a name that no repository needs to have yet.</summary>
    public async Task<bool> CoversAsync(CallerIdentity caller, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await using var command = dataSource.CreateCommand($"select exists (select from ({Granted}) g where grant_matches(g.repository_pattern, @name))");
        AddTo(command.Parameters, caller);
        command.Parameters.AddWithValue("name", name);
        return (bool)(await command.ExecuteScalarAsync(Sql.ToTheEnd(cancellationToken)))!;
    }

    private static void AddTo(NpgsqlParameterCollection parameters, CallerIdentity caller)
    {
        parameters.Add(new NpgsqlParameter<long?>("key", caller.KeyId));
        parameters.Add(new NpgsqlParameter<string?>("user", caller.User));
        parameters.AddWithValue("groups", caller.Groups.ToArray());
    }
}
