using Julie.Embedding.Pull;

namespace Julie.Cli.Models;

/// <summary>A model after a pull, or why not.</summary>
internal sealed record PulledModel(string Id, bool Complete, string? Commit, IReadOnlyList<PulledFile> Files, IReadOnlyList<string> ToExport, string? Error);
