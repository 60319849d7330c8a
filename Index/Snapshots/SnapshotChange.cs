namespace Julie.Index.Snapshots;

/// <summary>The step of a ref from one commit to another.</summary>
/// <param name="RefId">Key of the ref.</param>
/// <param name="SyncRunId">The run that this ends.</param>
/// <param name="FromCommit">Commit that the delta starts from: what <c>RefTarget.AppliedCommit</c> said.</param>
/// <param name="ToCommit">Commit that the ref has afterwards.</param>
/// <param name="Upserts">Entries that are new or differ.</param>
/// <param name="RemovedPaths">Paths that are gone.</param>
public sealed record SnapshotChange(
    long RefId, long SyncRunId, string? FromCommit, string ToCommit,
    IReadOnlyCollection<SnapshotEntry> Upserts, IReadOnlyCollection<string> RemovedPaths)
{
    /// <summary>The rules that the entries are classified by from now on; null leaves them as they are.</summary>
    public string? Rules { get; init; }
}
