namespace Julie.Contracts.Api;

/// <summary>One repository as <c>GET /api/repositories</c> shows it.</summary>
/// <param name="Id">Key of the repository.</param>
/// <param name="Name">Its name, as <c>repo:</c> filters match it.</param>
/// <param name="Url">Where it is fetched from, without credentials.</param>
/// <param name="Ref">The default ref, <c>refs/heads/main</c>.</param>
/// <param name="Commit">Commit that the index holds; null before the first sync ended.</param>
/// <param name="State">pending, syncing, embedding, ready or failed.</param>
/// <param name="Files">Tree entries by state; their sum is the number of files in the tree (law 5).</param>
/// <param name="Passages">Distinct passages of the default ref and how many of them are embedded.</param>
/// <param name="Error">Error of the newest sync, where it failed.</param>
/// <param name="SyncedAt">When the newest applied sync ended.</param>
public sealed record RepositoryStatus(
    long Id, string Name, string Url, string Ref, string? Commit, string State,
    FileCounts Files, PassageCounts Passages, string? Error, DateTimeOffset? SyncedAt)
{
    /// <summary>What asking the remote for its heads gave.</summary>
    public RemoteStatus? Remote { get; init; }

    /// <summary>Patterns of the refs that are tracked beside the default one.</summary>
    public IReadOnlyList<string> RefPatterns { get; init; } = [];

    /// <summary>How many refs are tracked, the default one included: <c>GET /api/repositories/{id}/refs</c> lists them.</summary>
    public long Refs { get; init; }

    /// <summary>The sync of the default ref that waits or is under way; null where there is none: <c>GET /api/syncs/{id}</c> says how far it is.</summary>
    public long? SyncId { get; init; }
}

/// <summary>The comparison with the remote's heads: what finds a push whose webhook was lost.</summary>
/// <param name="CheckedAt">When the remote last answered.</param>
/// <param name="DueAt">When it is asked again.</param>
/// <param name="Failures">Checks that failed since then.</param>
/// <param name="Error">Why the last one failed, with the remedy.</param>
public sealed record RemoteStatus(DateTimeOffset? CheckedAt, DateTimeOffset DueAt, int Failures, string? Error);

/// <summary>Tree entries of a snapshot by state.</summary>
/// <param name="Total">All entries of the tree.</param>
/// <param name="Indexed">Entries whose content is searchable.</param>
/// <param name="Skipped">Entries left out, by reason.</param>
/// <param name="Failed">Entries that could not be indexed.</param>
public sealed record FileCounts(long Total, long Indexed, IReadOnlyDictionary<string, long> Skipped, long Failed)
{
    /// <summary>Entries whose content is still to be read: a push overtook the first indexing of the rest.</summary>
    public long Pending { get; init; }
}

/// <summary>Coverage of a snapshot in the active space.</summary>
/// <param name="Total">Distinct passages.</param>
/// <param name="Embedded">Those with a vector.</param>
/// <param name="Failed">Those given up, with an error.</param>
public sealed record PassageCounts(long Total, long Embedded, long Failed);
