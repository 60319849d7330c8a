namespace Julie.Contracts.Api;

/// <summary>One sync as <c>GET /api/syncs/{id}</c> shows it.</summary>
/// <param name="Id">Key of the sync run.</param>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Repository">Name of the repository.</param>
/// <param name="State">pending, running, applied, superseded or failed.</param>
/// <param name="Stage">What a running sync does: fetching, reading, applying.</param>
/// <param name="Commit">Commit that was applied or is being applied.</param>
/// <param name="Files">Entries of the tree.</param>
/// <param name="BlobsTotal">Blobs that the index had never seen.</param>
/// <param name="BlobsRead">Those read so far.</param>
/// <param name="Chunks">Chunks cut by this sync.</param>
/// <param name="PassagesNew">Passages that no one had before and that must be embedded.</param>
/// <param name="Passages">Coverage of the repository now.</param>
/// <param name="SupersededBy">The sync that replaced this one.</param>
/// <param name="Error">Why it failed, with the remedy.</param>
/// <param name="TraceId">Id of the trace that follows the work across services.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Complete">True when the sync ended, no file of its ref is still to be read, and no passage of the repository waits for its vector.</param>
public sealed record SyncStatus(
    long Id, long RepositoryId, string Repository, string State, string? Stage, string? Commit,
    long Files, long BlobsTotal, long BlobsRead, long Chunks, long PassagesNew, PassageCounts Passages,
    long? SupersededBy, string? Error, string? TraceId, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, bool Complete);
