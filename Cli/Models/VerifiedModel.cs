using Julie.Embedding.Manifest;

namespace Julie.Cli.Models;

/// <summary>A model whose files were read.</summary>
internal sealed record VerifiedModel(string Id, bool Good, IReadOnlyList<FileState> Files);
