namespace Julie.Embedding.Pull;

/// <summary>A model after a pull.</summary>
/// <param name="Files">The files that come from the hub.</param>
/// <param name="Commit">The commit that they are of, where the hub said it.</param>
/// <param name="ToExport">Files that are not on the hub and not here: see models/export/README.md.</param>
public sealed record PullResult(IReadOnlyList<PulledFile> Files, string? Commit, IReadOnlyList<string> ToExport);
