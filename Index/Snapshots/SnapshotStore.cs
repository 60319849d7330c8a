using Julie.Contracts.Api;
using Julie.Index.Syncs;
using Npgsql;

namespace Julie.Index.Snapshots;

/// <summary>Snapshots: the tree entries of a ref at one commit.</summary>
public sealed class SnapshotStore(NpgsqlDataSource dataSource)
{
    /// <summary>All entries of the ref by path.</summary>
    public Task<IReadOnlyDictionary<string, StoredEntry>> ReadAsync(long refId, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }

    /// <summary>
    /// Moves the ref in one transaction (law 3): entries, visibility, the ref's commit, and the run as applied. Content must be written before.
    /// </summary>
    /// <exception cref="SnapshotConflictException">The ref holds another commit than the change starts from.</exception>
    /// <exception cref="MissingContentException">An indexed entry has no content.</exception>
    public Task ApplyAsync(SnapshotChange change, SyncCounts counts, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Entries of the default ref by state; their sum is the number of files in the tree (law 5).</summary>
    public Task<FileCounts> CountAsync(long repositoryId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Computes the repository's visibility from its tree entries anew: after a change of the default ref or of the chunking.</summary>
    public Task RecountAsync(long repositoryId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
