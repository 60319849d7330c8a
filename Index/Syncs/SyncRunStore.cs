using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Npgsql;

namespace Julie.Index.Syncs;

/// <summary>Sync runs: what was asked for, what is under way, how it ended.</summary>
public sealed class SyncRunStore(NpgsqlDataSource dataSource)
{
    /// <summary>Asks for a sync of the ref: a pending run, whose key is returned.</summary>
    public async Task<long> RequestAsync(
        long refId, Lane lane, string? traceParent, CancellationToken cancellationToken, bool thorough = false)
    {
        await using var command = dataSource.CreateCommand(
            "insert into sync_run (ref_id, lane, trace_parent, published_at, thorough) values (@ref, @lane, @trace, now(), @thorough) returning id");
        command.Parameters.AddWithValue("thorough", thorough);
        command.Parameters.AddWithValue("ref", refId);
        command.Parameters.AddWithValue("lane", (short)lane);
        command.Parameters.Add(new NpgsqlParameter<string?>("trace", traceParent));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Tries to become the only one that syncs the ref (law 6); null when someone else is.</summary>
    public Task<RefLock?> TryLockRefAsync(long refId, CancellationToken cancellationToken) =>
        RefLock.TryTakeAsync(dataSource, AdvisoryLock.Ref(refId), cancellationToken);

    /// <summary>
    /// Call under the ref's lock: the newest pending run becomes running and supersedes every older unfinished one. A run that is still
    /// "running" was abandoned by a dead holder: it is taken again, or superseded. Null when nothing waits.
    /// </summary>
    public async Task<SyncRun?> TakeAsync(long refId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with
            unfinished as materialized (
              select id, lane, trace_parent, thorough from sync_run where ref_id = @ref and finished_at is null order by id for update),
            newest as (select max(id) as id, min(lane) as lane, bool_or(thorough) as thorough from unfinished),
            superseded as (
              update sync_run s set state = 'superseded', superseded_by = n.id, finished_at = now(), stage = null
              from newest n where s.id in (select id from unfinished) and s.id <> n.id)
            update sync_run s
            -- the most urgent of the requests that it stands for decides (law 8)
            set state = 'running', lane = n.lane, thorough = n.thorough, started_at = now(), stage = 'fetching',
                files = 0, blobs_total = 0, blobs_read = 0, chunks = 0, passages_new = 0
            from newest n, ref r
            where s.id = n.id and r.id = s.ref_id
            returning s.id, s.ref_id, r.repository_id, s.lane, s.trace_parent,
              array(
                select distinct w.trace_parent from (
                  select u.trace_parent from unfinished u where u.id <> s.id
                  union all
                  select d.trace_parent from delivery_run l join delivery d on d.id = l.delivery_id where l.sync_run_id = s.id) w
                where w.trace_parent is not null and w.trace_parent is distinct from s.trace_parent
                limit 64),
              s.thorough
            """);
        command.Parameters.AddWithValue("ref", refId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), (Lane)reader.GetInt16(3), SyncState.Running,
                reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<string[]>(5)) { Thorough = reader.GetBoolean(6) }
            : null;
    }

    /// <summary>Stores the stage and counts of a running run, for people who watch.</summary>
    public async Task ReportAsync(long runId, string stage, SyncCounts counts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(counts);
        await using var command = dataSource.CreateCommand(
            """
            update sync_run set stage = @stage, files = @files, blobs_total = @blobs_total, blobs_read = @blobs_read,
              chunks = @chunks, passages_new = @passages_new
            where id = @run and state = 'running'
            """);
        command.Parameters.AddWithValue("run", runId);
        command.Parameters.AddWithValue("stage", stage);
        command.Parameters.AddCounts(counts);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Ends a running run whose ref's snapshot is the remote's head already. False where the ref holds another commit now. Entries that are still pending get a run of their
    /// own: the backfill that a push overtook left them to the push (law 5).
    /// </summary>
    public async Task<bool> EndUnchangedAsync(long runId, string commit, long files, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with ended as (
              update sync_run s set state = 'applied', stage = null, from_commit = @commit, commit_id = @commit, finished_at = now(), files = @files
              from ref f
              where s.id = @run and s.state = 'running' and f.id = s.ref_id and f.applied_commit = @commit and f.removed_at is null
              returning s.id, s.ref_id, s.trace_parent),
            rest as (
              insert into sync_run (ref_id, lane, trace_parent, published_at)
              select e.ref_id, @backfill, e.trace_parent, now() from ended e
              where exists (select from tree_entry where ref_id = e.ref_id and state = 'pending')
                and not exists (select from sync_run o where o.ref_id = e.ref_id and o.id <> e.id and o.finished_at is null))
            select count(*) from ended
            """);
        command.Parameters.AddWithValue("run", runId);
        command.Parameters.AddWithValue("commit", commit);
        command.Parameters.AddWithValue("files", files);
        command.Parameters.AddWithValue("backfill", (short)Lane.Backfill);
        return await command.ExecuteScalarAsync(cancellationToken) is > 0L;
    }

    /// <summary>Ends the run as failed. A run that already ended stays as it is.</summary>
    public async Task FailAsync(long runId, string error, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update sync_run set state = 'failed', error = @error, stage = null, finished_at = now() where id = @run and finished_at is null");
        command.Parameters.AddWithValue("run", runId);
        command.Parameters.AddWithValue("error", error.Replace("\0", "", StringComparison.Ordinal));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>State of a run; null when there is none that the caller may read.</summary>
    public Task<SyncStatus?> FindAsync(long runId, ReadableRepositories readable, CancellationToken cancellationToken) =>
        SyncStatusReader.ReadAsync(dataSource, runId, readable, cancellationToken);

    /// <summary>Refs with an unfinished run that was asked for longer ago than this, the most urgent first, for the reconciler to ring again.</summary>
    public Task<IReadOnlyList<WaitingRef>> RefsWithWaitingRunsAsync(TimeSpan olderThan, CancellationToken cancellationToken) =>
        // A running run is listed too: its holder may be dead. Whoever rings for it meets the lock while it is not.
        WaitingAsync("s.created_at <= now() - @older", command => command.Parameters.AddWithValue("older", olderThan), cancellationToken);

    /// <summary>The ref, if a run of it is unfinished.</summary>
    public async Task<WaitingRef?> FindWaitingAsync(long refId, CancellationToken cancellationToken) =>
        (await WaitingAsync("s.ref_id = @ref", command => command.Parameters.AddWithValue("ref", refId), cancellationToken)) is [var waiting] ? waiting : null;

    /// <summary>Whether a run of the ref waits in a more urgent lane than this one, or the ref is gone: nobody would see the rest.</summary>
    public async Task<bool> IsOvertakenAsync(long refId, Lane lane, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select exists (select from sync_run where ref_id = @ref and finished_at is null and state = 'pending' and lane < @lane)
              or not exists (select from ref where id = @ref and removed_at is null)
            """);
        command.Parameters.AddWithValue("ref", refId);
        command.Parameters.AddWithValue("lane", (short)lane);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<IReadOnlyList<WaitingRef>> WaitingAsync(string condition, Action<NpgsqlCommand> add, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            select s.ref_id, min(s.lane), bool_or(r.applied_commit is not null)
            from sync_run s join ref r on r.id = s.ref_id
            where s.finished_at is null and {condition}
            group by s.ref_id order by min(s.lane), s.ref_id
            """);
        add(command);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var refs = new List<WaitingRef>();
        while (await reader.ReadAsync(cancellationToken))
        {
            refs.Add(new(reader.GetInt64(0), (Lane)reader.GetInt16(1), reader.GetBoolean(2)));
        }

        return refs;
    }
}
