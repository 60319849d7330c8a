using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>Passages that still lack a vector. A row that is gone is done; a failed one stays with its error (law 5).</summary>
public sealed class EmbedWorkStore(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Texts of those ids that still wait, in the order of ids. Attempts are committed before the answer, so that a passage that kills its
    /// worker can be told by its attempts. Failed passages are left out.
    /// </summary>
    public Task<IReadOnlyList<PendingPassage>> BeginAsync(long spaceId, IReadOnlyList<long> ids, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }

    /// <summary>Gives one passage up, with its error.</summary>
    public Task FailAsync(long spaceId, long passageId, string error, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Work whose publication is longer ago than this, or never happened, most urgent lane first, stamped as published now: for the reconciler.
    /// </summary>
    public Task<IReadOnlyList<PendingJob>> TakeUnpublishedAsync(
        long spaceId, TimeSpan olderThan, int jobSize, int maxJobs, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Coverage of what the caller may read.</summary>
    public Task<PassageCounts> CountAsync(long spaceId, ReadableRepositories readable, CancellationToken cancellationToken) => throw new NotImplementedException();
}
