using Julie.Embedding.Manifest;

namespace Julie.Cli.Models;

/// <summary>All about a model, for scripts.</summary>
internal sealed record ModelDetails(ModelItem Model, ModelManifest Manifest, string Folder, string? LicenseWarning, IReadOnlyList<FileState> Files);
