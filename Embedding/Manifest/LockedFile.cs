namespace Julie.Embedding.Manifest;

/// <summary>A file as it was pulled.</summary>
/// <param name="Path">Relative to the model's folder.</param>
/// <param name="Sha256">SHA-256 of its content in lower-case hex.</param>
/// <param name="Bytes">Its size.</param>
public sealed record LockedFile(string Path, string Sha256, long Bytes);
