using Julie.Contracts.Api;
using Npgsql;

namespace Julie.Index.Access;

/// <summary>Who may read repositories at their hosts, and when each host is asked again.</summary>
public sealed class HostAccessStore(NpgsqlDataSource dataSource)
{
    /// <summary>Every repository that a host could be asked about.</summary>
    public async Task<IReadOnlyList<HostedRepository>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select id, host, host_id, url from repository where host <> 'local' order by id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var repositories = new List<HostedRepository>();
        while (await reader.ReadAsync(cancellationToken))
        {
            repositories.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return repositories;
    }

    /// <summary>Which source answers for which repository from now on. SECURITY: what no source answers for any more is forgotten at once.</summary>
    public async Task AssignAsync(IReadOnlyDictionary<long, string> sources, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        await using var command = dataSource.CreateCommand(
            """
            with wanted as (select * from unnest(@ids, @sources) w(id, source)),
            gone as (
              delete from host_access_check c where not exists (select from wanted w where w.id = c.repository_id and w.source = c.source) returning c.repository_id),
            emptied as (delete from host_access where repository_id in (select repository_id from gone))
            insert into host_access_check (repository_id, source)
            select w.id, w.source from wanted w
            where not exists (select from host_access_check c where c.repository_id = w.id) and exists (select from repository r where r.id = w.id)
            on conflict (repository_id) do nothing
            """);
        command.Parameters.AddWithValue("ids", sources.Keys.ToArray());
        command.Parameters.AddWithValue("sources", sources.Values.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The repository that is due for the longest time, taken for this long. Null when none is due.</summary>
    public async Task<DueHostCheck?> TakeDueAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with due as (select id from host_access_check where due_at <= now() order by due_at limit 1 for update skip locked)
            update host_access_check c set due_at = now() + @lease from due, repository r where c.id = due.id and r.id = c.repository_id
            returning r.id, r.host, r.host_id, r.url, r.name, c.source, c.failures
            """);
        command.Parameters.AddWithValue("lease", lease);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)), reader.GetString(4), reader.GetString(5), reader.GetInt32(6))
            : null;
    }

    /// <summary>The host answered: these users and groups may read the repository, nobody else by this way.</summary>
    public async Task SucceedAsync(
        long repositoryId, IReadOnlyCollection<string> users, IReadOnlyCollection<string> groups, TimeSpan next, TimeSpan keep, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with named as (
              select distinct u as user_name, null::text as group_name from unnest(@users) u union all select distinct null, g from unnest(@groups) g),
            gone as (
              delete from host_access h where h.repository_id = @repository
                and not exists (select from named n where (n.user_name, n.group_name) is not distinct from (h.user_name, h.group_name))),
            come as (
              insert into host_access (repository_id, user_name, group_name) select @repository, user_name, group_name from named
              on conflict on constraint host_access_once do nothing)
            update host_access_check set checked_at = now(), valid_until = now() + @keep, due_at = now() + @next, failures = 0, error = null
            where repository_id = @repository
            """);
        command.Parameters.AddWithValue("repository", repositoryId);
        command.Parameters.AddWithValue("users", users.ToArray());
        command.Parameters.AddWithValue("groups", groups.ToArray());
        command.Parameters.AddWithValue("next", next);
        command.Parameters.AddWithValue("keep", keep);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The host did not answer as it should: what it said before holds until its time is over.</summary>
    public async Task FailAsync(long repositoryId, string error, TimeSpan next, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update host_access_check set due_at = now() + @next, failures = failures + 1, error = @error where repository_id = @repository");
        command.Parameters.AddWithValue("repository", repositoryId);
        command.Parameters.AddWithValue("error", error.Replace("\0", "", StringComparison.Ordinal));
        command.Parameters.AddWithValue("next", next);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What hosts said, for administrators.</summary>
    public async Task<IReadOnlyList<HostAccess>> StatusAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select r.id, r.name, c.source, count(h.user_name), count(h.group_name), c.checked_at, c.valid_until, c.error
            from host_access_check c join repository r on r.id = c.repository_id left join host_access h on h.repository_id = r.id
            group by r.id, c.id order by r.name
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        DateTimeOffset? Time(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
        var all = new List<HostAccess>();
        while (await reader.ReadAsync(cancellationToken))
        {
            all.Add(new(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), Time(5), Time(6),
                reader.IsDBNull(7) ? null : reader.GetString(7)));
        }

        return all;
    }
}
