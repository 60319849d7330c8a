namespace Julie.Index.Snapshots;

/// <summary>The ref does not hold the commit that the change starts from: read it again and compute the change anew.</summary>
public sealed class SnapshotConflictException(long refId, string? expected, string? actual)
    : Exception($"Ref {refId} holds {actual ?? "no commit"}, not {expected ?? "no commit"}: the change was computed from another snapshot.");
