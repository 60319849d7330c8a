using Julie.Contracts;
using Julie.Index.Content;
using Julie.Index.Syncs;
using Npgsql;

namespace Julie.Index.Snapshots;

/// <summary>One step of a ref, inside the caller's transaction (law 3). Without a time limit where all files of a large repository are written.</summary>
internal sealed class SnapshotWriter(NpgsqlConnection connection, SnapshotChange change)
{
    public async Task WriteAsync(SyncCounts counts, CancellationToken cancellationToken)
    {
        var target = await LockRefAsync(cancellationToken);
        if (change.Upserts.Count + change.RemovedPaths.Count > 0)
        {
            await WriteDeltaAsync(target, cancellationToken);
        }

        if (target is { IsDefault: true, IsCounted: false })
        {
            await PassageVisibility.RecountAsync(connection, target.RepositoryId, cancellationToken);
        }

        await MoveRefAsync(cancellationToken);
        await EndRunAsync(counts, cancellationToken);
        await ExpectMoreAsync(target.RepositoryId, cancellationToken);
        await ContinueLaterAsync(cancellationToken);
    }

    private async Task WriteDeltaAsync(Target target, CancellationToken cancellationToken)
    {
        await SnapshotDelta.LoadAsync(connection, target.ObjectFormat, change, cancellationToken);
        await RequireContentAsync(cancellationToken);
        if (target is { IsDefault: true, IsCounted: true })
        {
            // Before the entries change: it compares what they hold with what the delta brings.
            await PassageVisibility.ApplyDeltaAsync(connection, change.RefId, target.RepositoryId, cancellationToken);
        }

        await WriteEntriesAsync(cancellationToken);
    }

    private async Task<Target> LockRefAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select f.repository_id, f.is_default, r.object_format, f.applied_commit,
              coalesce(r.counted_chunking_id = (select chunking_id from space where state = 'active'), false)
            from ref f join repository r on r.id = f.repository_id where f.id = @ref and f.removed_at is null for update of f
            """,
            connection);
        command.Parameters.AddWithValue("ref", change.RefId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new SnapshotConflictException($"Ref {change.RefId} does not exist any more.");
        }

        var applied = reader.IsDBNull(3) ? null : reader.GetString(3);
        if (applied != change.FromCommit)
        {
            throw SnapshotConflictException.OfCommit(change.RefId, change.FromCommit, applied);
        }

        return new(reader.GetInt64(0), reader.GetBoolean(1), reader.GetString(2), reader.GetBoolean(4));
    }

    private async Task RequireContentAsync(CancellationToken cancellationToken)
    {
        // What is locked here is not collected before the commit; what was collected already is missed by the next statement.
        await using (var keep = new NpgsqlCommand(
            """
            select count(*) from (
              select c.id from snapshot_delta d join chunked_blob c on c.blob_id = d.blob_id and c.language = d.language
              where d.state = 'indexed' order by c.id for key share of c) kept
            """,
            connection) { CommandTimeout = 0 })
        {
            await keep.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = new NpgsqlCommand(
            """
            select d.path from snapshot_delta d
            where d.state = 'indexed' and not exists (
              select from chunked_blob c where c.blob_id = d.blob_id and c.language = d.language and c.skip_reason is null)
            limit 1
            """,
            connection) { CommandTimeout = 0 };
        if (await command.ExecuteScalarAsync(cancellationToken) is string path)
        {
            throw new MissingContentException(change.RefId, path);
        }
    }

    private async Task WriteEntriesAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with removed as (
              delete from tree_entry t using snapshot_delta d where t.ref_id = @ref and path_key(t.path) = d.key and d.removed)
            insert into tree_entry (ref_id, path, mode, blob_id, size, language, flags, state, skip_reason, error)
            select @ref, path, mode, blob_id, size, language, flags, state, skip_reason, error
            from snapshot_delta where not removed
            on conflict (ref_id, path_key(path)) do update set
              mode = excluded.mode, blob_id = excluded.blob_id, size = excluded.size, language = excluded.language, flags = excluded.flags,
              state = excluded.state, skip_reason = excluded.skip_reason, error = excluded.error
            """,
            connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("ref", change.RefId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task MoveRefAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update ref set applied_commit = @to, head_seen = @to, applied_at = now(), rules = coalesce(@rules, rules) where id = @ref", connection);
        command.Parameters.Add(new NpgsqlParameter<string?>("rules", change.Rules));
        command.Parameters.AddWithValue("ref", change.RefId);
        command.Parameters.AddWithValue("to", change.ToCommit);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A repository that moves is looked at again soon: its next push may come without a webhook.</summary>
    private async Task ExpectMoreAsync(long repositoryId, CancellationToken cancellationToken)
    {
        if (change.FromCommit == change.ToCommit)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            "update remote_check set changed_at = now(), due_at = least(due_at, now() + interval '1 minute') where repository_id = @repository", connection);
        command.Parameters.AddWithValue("repository", repositoryId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Entries that are still pending get a run of their own, in the same transaction: nothing else would read them (law 5).</summary>
    private async Task ContinueLaterAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into sync_run (ref_id, lane, trace_parent, published_at)
            select @ref, @lane, (select trace_parent from sync_run where id = @run), now()
            where exists (select from tree_entry where ref_id = @ref and state = 'pending')
              and not exists (select from sync_run where ref_id = @ref and finished_at is null)
            """,
            connection);
        command.Parameters.AddWithValue("ref", change.RefId);
        command.Parameters.AddWithValue("run", change.SyncRunId);
        command.Parameters.AddWithValue("lane", (short)Lane.Backfill);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task EndRunAsync(SyncCounts counts, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update sync_run set state = 'applied', stage = null, from_commit = @from, commit_id = @to, finished_at = now(),
              files = @files, blobs_total = @blobs_total, blobs_read = @blobs_read, chunks = @chunks, passages_new = @passages_new
            where id = @run and ref_id = @ref and state = 'running'
            """,
            connection);
        command.Parameters.AddWithValue("run", change.SyncRunId);
        command.Parameters.AddWithValue("ref", change.RefId);
        command.Parameters.Add(new NpgsqlParameter<string?>("from", change.FromCommit));
        command.Parameters.AddWithValue("to", change.ToCommit);
        command.Parameters.AddCounts(counts);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            throw SnapshotConflictException.OfRun(change.SyncRunId);
        }
    }

    /// <summary>The ref that moves.</summary>
    /// <param name="RepositoryId">Whose ref it is.</param>
    /// <param name="IsDefault">Whether it is the repository's default ref, the one that is searched.</param>
    /// <param name="ObjectFormat">How the repository names its objects.</param>
    /// <param name="IsCounted">Whether who may find what was counted in the chunking in use.</param>
    private sealed record Target(long RepositoryId, bool IsDefault, string ObjectFormat, bool IsCounted);
}
