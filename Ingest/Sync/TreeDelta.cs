using Julie.Index.Snapshots;

namespace Julie.Ingest.Sync;

/// <summary>What differs between a tree and the stored snapshot.</summary>
/// <param name="Files">Entries in the tree.</param>
/// <param name="Skipped">New or different entries that their path or size leaves out.</param>
/// <param name="ToIndex">New or different entries whose content is wanted.</param>
/// <param name="Removed">Stored paths that are gone.</param>
/// <param name="Rules">The rules by which all of the tree is classified now.</param>
internal sealed record TreeDelta(
    long Files, IReadOnlyList<SnapshotEntry> Skipped, IReadOnlyList<PlannedFile> ToIndex, IReadOnlyList<string> Removed, string Rules);
