using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Npgsql;

namespace Julie.Index.Syncs;

/// <summary>Sync runs: what was asked for, what is under way, how it ended.</summary>
public sealed class SyncRunStore(NpgsqlDataSource dataSource)
{
    /// <summary>Asks for a sync of the ref: a pending run, whose key is returned.</summary>
    public Task<long> RequestAsync(long refId, Lane lane, string? traceParent, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }

    /// <summary>Tries to become the only one that syncs the ref (law 6); null when someone else is.</summary>
    public Task<RefLock?> TryLockRefAsync(long refId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Call under the ref's lock: the newest pending run becomes running and supersedes every older unfinished one. A run that is still
    /// "running" was abandoned by a dead holder: it is taken again, or superseded. Null when nothing waits.
    /// </summary>
    public Task<SyncRun?> TakeAsync(long refId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Stores the stage and counts of a running run, for people who watch.</summary>
    public Task ReportAsync(long runId, string stage, SyncCounts counts, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends the run as failed. A run that already ended stays as it is.</summary>
    public Task FailAsync(long runId, string error, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>State of a run; null when there is none that the caller may read.</summary>
    public Task<SyncStatus?> FindAsync(long runId, ReadableRepositories readable, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Refs with an unfinished run that was asked for longer ago than this, for the reconciler to ring again.</summary>
    public Task<IReadOnlyList<long>> RefsWithWaitingRunsAsync(TimeSpan olderThan, CancellationToken cancellationToken) => throw new NotImplementedException();
}
