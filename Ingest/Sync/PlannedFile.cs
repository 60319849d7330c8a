using Julie.Index.Snapshots;
using Julie.Ingest.Chunking;
using Julie.Ingest.Git;

namespace Julie.Ingest.Sync;

/// <summary>A tree entry that is new or differs from what the index holds.</summary>
internal sealed record PlannedFile(TreeFile File, PathClass Class)
{
    /// <summary>The entry when its content decided nothing more.</summary>
    public SnapshotEntry Entry(string language, string? skip, string? error = null, bool pending = false) => new(
        File.Path, File.Mode, File.Type == TreeFile.Submodule ? null : File.ObjectId, File.Size ?? 0, language,
        Class.Flags | (skip == SkipReason.Generated.Name() || skip == SkipReason.Minified.Name() ? TreeEntryFlags.Generated : TreeEntryFlags.None), error is null ? skip : null, error) { Pending = pending };
}
