namespace Julie.Embedding.Manifest;

/// <summary>A file of a model, as its manifest promises it.</summary>
/// <param name="Path">Relative to the model's folder, with forward slashes.</param>
/// <param name="Sha256">SHA-256 of its content in lower-case hex.</param>
/// <param name="Bytes">Its size.</param>
public sealed record ModelFile(string Path, string Sha256, long Bytes);
