using Julie.Contracts;
using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>Which remotes are to be asked for their heads, and what they answered (law 2: a lost push is found by asking).</summary>
public sealed class RemoteCheckStore(NpgsqlDataSource dataSource)
{
    private const string Columns = "c.repository_id, r.name, r.url, now() - c.changed_at, r.ref_patterns, c.failures";

    /// <summary>
    /// The repository that is due for the longest time, taken for this long: nobody else gets it meanwhile, and should the caller die, it is due
    /// again after that. Null when none is due.
    /// </summary>
    public async Task<DueCheck?> TakeDueAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            with due as (
              select id from remote_check where due_at <= now() order by due_at limit 1 for update skip locked)
            update remote_check c set due_at = now() + @lease
            from due, repository r where c.id = due.id and r.id = c.repository_id
            returning {Columns}
            """);
        command.Parameters.AddWithValue("lease", lease);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>This repository, due or not; null when there is none.</summary>
    public async Task<DueCheck?> FindAsync(long repositoryId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"select {Columns} from remote_check c join repository r on r.id = c.repository_id where r.id = @repository");
        command.Parameters.AddWithValue("repository", repositoryId);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Has the remote asked in the next round: after a hint that something changed there.</summary>
    public async Task ExpediteAsync(long repositoryId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update remote_check set due_at = least(due_at, now()) where repository_id = @repository");
        command.Parameters.AddWithValue("repository", repositoryId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Stores where the remote's refs stand, and asks for a sync of each tracked one that the index does not hold at that commit, unless one is
    /// under way: in the push lane, or in <paramref name="firstLane"/> where nothing of it was ever applied.
    /// </summary>
    /// <param name="repositoryId">Key of the repository.</param>
    /// <param name="heads">Commit of each ref by its full name.</param>
    /// <param name="firstLane">Lane of a ref's first sync.</param>
    /// <param name="traceParent">W3C trace parent that the syncs carry on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SeenHeads> SeeAsync(
        long repositoryId, IReadOnlyDictionary<string, string> heads, Lane firstLane, string? traceParent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(heads);
        await using var command = dataSource.CreateCommand(
            """
            with
            standing as (
              select r.id, h.commit, r.applied_commit, r.head_seen
              from unnest(@names, @commits) h(name, commit) join ref r on r.repository_id = @repository and r.name = h.name and r.removed_at is null),
            seen as (
              update ref r set head_seen = s.commit from standing s where r.id = s.id and s.head_seen is distinct from s.commit
              returning r.id),
            asked as (
              -- A head that failed is asked for again at each check: whatever was wrong may be mended.
              insert into sync_run (ref_id, lane, trace_parent, published_at)
              select s.id, case when s.applied_commit is null then @first else @push end, @trace, now()
              from standing s
              where s.applied_commit is distinct from s.commit
                and not exists (select from sync_run u where u.ref_id = s.id and u.finished_at is null)
              order by s.id
              returning ref_id)
            select exists (select from seen), coalesce((select array_agg(ref_id) from asked), '{}')
            """);
        command.Parameters.AddWithValue("repository", repositoryId);
        command.Parameters.AddWithValue("names", heads.Keys.ToArray());
        command.Parameters.AddWithValue("commits", heads.Values.ToArray());
        command.Parameters.AddWithValue("first", (short)firstLane);
        command.Parameters.AddWithValue("push", (short)Lane.Push);
        command.Parameters.Add(new NpgsqlParameter<string?>("trace", traceParent));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetBoolean(0), reader.GetFieldValue<long[]>(1));
    }

    /// <summary>The remote answered.</summary>
    public async Task SucceedAsync(long repositoryId, bool moved, TimeSpan next, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            update remote_check set checked_at = now(), due_at = now() + @next, failures = 0, error = null,
              changed_at = case when @moved then now() else changed_at end
            where repository_id = @repository
            """);
        command.Parameters.AddWithValue("repository", repositoryId);
        command.Parameters.AddWithValue("moved", moved);
        command.Parameters.AddWithValue("next", next);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The remote did not answer as it should; the repository's status shows the error until it does.</summary>
    public async Task FailAsync(long repositoryId, string error, TimeSpan next, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update remote_check set due_at = now() + @next, failures = failures + 1, error = @error where repository_id = @repository");
        command.Parameters.AddWithValue("repository", repositoryId);
        command.Parameters.AddWithValue("error", error.Replace("\0", "", StringComparison.Ordinal));
        command.Parameters.AddWithValue("next", next);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<DueCheck?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetTimeSpan(3), reader.GetFieldValue<string[]>(4), reader.GetInt32(5))
            : null;
    }
}
