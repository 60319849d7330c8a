namespace Julie.Index.Snapshots;

/// <summary>The ref or the run is not what the change was computed from: read again and compute the change anew.</summary>
public sealed class SnapshotConflictException(string message) : Exception(message)
{
    internal static SnapshotConflictException OfCommit(long refId, string? expected, string? actual) =>
        new($"Ref {refId} holds {actual ?? "no commit"}, not {expected ?? "no commit"}: the change was computed from another snapshot.");

    internal static SnapshotConflictException OfRun(long runId) =>
        new($"Sync run {runId} is not running any more: another one took its place.");
}
