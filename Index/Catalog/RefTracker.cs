using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>Which refs of a repository are tracked: the default one, and those that the remote has and the patterns match.</summary>
public sealed class RefTracker(NpgsqlDataSource dataSource)
{
    /// <summary>Stores the patterns of a repository, as they were given.</summary>
    public async Task SetPatternsAsync(long repositoryId, IReadOnlyCollection<string> patterns, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update repository set ref_patterns = @patterns where id = @repository");
        command.Parameters.AddWithValue("repository", repositoryId);
        command.Parameters.AddWithValue("patterns", patterns.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Tracks exactly these refs, in one transaction. A ref that is left out loses its entries, so nothing of it is found from the commit on;
    /// its content stays until it is collected. A sync of it that is under way fails.
    /// </summary>
    public async Task<TrackedRefs> TrackAsync(
        long repositoryId, string defaultRef, IReadOnlyCollection<string> others, CancellationToken cancellationToken)
    {
        var wanted = others.Where(name => name != defaultRef).ToArray();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (!await DiffersAsync(connection, repositoryId, defaultRef, wanted, cancellationToken))
        {
            return TrackedRefs.Unchanged;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DefaultRef.MoveAsync(connection, repositoryId, defaultRef, cancellationToken);
        var removed = await RemoveAsync(connection, repositoryId, wanted, cancellationToken);
        var added = await AddAsync(connection, repositoryId, wanted, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(added, removed);
    }

    /// <summary>Almost always it is all as it was: no lock is taken then.</summary>
    private static async Task<bool> DiffersAsync(
        NpgsqlConnection connection, long repositoryId, string defaultRef, string[] wanted, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select exists (
              select from (select name, is_default from ref where repository_id = @repository and removed_at is null) r
              full join (select @default, true union all select name, false from unnest(@wanted) w(name)) w(name, is_default)
                on w.name = r.name and w.is_default = r.is_default
              where r.name is null or w.name is null)
            """,
            connection);
        AddNames(command, repositoryId, wanted);
        command.Parameters.AddWithValue("default", defaultRef);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<string[]> RemoveAsync(
        NpgsqlConnection connection, long repositoryId, string[] wanted, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with
            gone as materialized (
              select id from ref
              where repository_id = @repository and removed_at is null and not is_default and not name = any(@wanted)
              order by id for update),
            emptied as (delete from tree_entry where ref_id in (select id from gone)),
            ended as (
              -- law 5: what was asked for ends, and says how
              update sync_run set state = 'failed', stage = null, finished_at = now(),
                error = 'The ref is gone from the remote, or no pattern of the repository matches it any more: nothing of it is indexed.'
              where ref_id in (select id from gone) and finished_at is null)
            update ref set removed_at = now(), applied_commit = null, applied_at = null, head_seen = null
            where id in (select id from gone) returning name
            """,
            connection) { CommandTimeout = 0 };
        AddNames(command, repositoryId, wanted);
        return await ReadNamesAsync(command, cancellationToken);
    }

    private static async Task<string[]> AddAsync(
        NpgsqlConnection connection, long repositoryId, string[] wanted, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into ref (repository_id, name, is_default)
            select @repository, w.name, false from unnest(@wanted) w(name) order by w.name
            on conflict (repository_id, name) do update set removed_at = null where ref.removed_at is not null
            returning name
            """,
            connection);
        AddNames(command, repositoryId, wanted);
        return await ReadNamesAsync(command, cancellationToken);
    }

    private static void AddNames(NpgsqlCommand command, long repositoryId, string[] wanted)
    {
        command.Parameters.AddWithValue("repository", repositoryId);
        command.Parameters.AddWithValue("wanted", wanted);
    }

    private static async Task<string[]> ReadNamesAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return [.. names];
    }
}
