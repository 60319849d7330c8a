using Julie.Embedding.Manifest;

namespace Julie.Embedding.Pull;

/// <summary>A file to be fetched.</summary>
/// <param name="Manifest">Its model.</param>
/// <param name="File">As the manifest names it.</param>
/// <param name="Address">Where it is on the hub.</param>
/// <param name="Target">Its place on disk.</param>
/// <param name="Locked">Its SHA-256 as an earlier pull wrote it.</param>
/// <param name="Declared">What the hub said of it beforehand.</param>
internal sealed record HubFile(ModelManifest Manifest, ModelFile File, Uri Address, string Target, string? Locked, DeclaredFile Declared);
