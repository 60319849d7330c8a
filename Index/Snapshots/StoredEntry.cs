namespace Julie.Index.Snapshots;

/// <summary>A tree entry as the index holds it.</summary>
public readonly record struct StoredEntry(
    int Mode, string? ObjectId, string Language, TreeEntryFlags Flags, string? SkipReason, string? Error)
{
    /// <summary>Its content is still to be read.</summary>
    public bool Pending { get; init; }
}
