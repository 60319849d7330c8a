namespace Julie.Index.Snapshots;

/// <summary>A tree entry to store.</summary>
/// <param name="Path">Path in the tree, <c>/</c> between folders.</param>
/// <param name="Mode">Git file mode as the number that its octal digits write (0x81A4 for 100644).</param>
/// <param name="ObjectId">Git object id of the blob in lower-case hex; null where there is none in this repository (a submodule).</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Language">Language, as the chunker calls it; empty when none.</param>
/// <param name="Flags">What the path says.</param>
/// <param name="SkipReason">Null for an indexed entry; else why it was left out.</param>
/// <param name="Error">Why it failed, where it did.</param>
public sealed record SnapshotEntry(
    string Path, int Mode, string? ObjectId, long Size, string Language, TreeEntryFlags Flags, string? SkipReason, string? Error = null)
{
    /// <summary>Its content is still to be read: a push overtook the backfill that reads it (law 8).</summary>
    public bool Pending { get; init; }
}
