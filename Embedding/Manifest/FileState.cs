namespace Julie.Embedding.Manifest;

/// <summary>A file of a model as it lies on disk.</summary>
/// <param name="File">What the manifest says of it.</param>
/// <param name="Bytes">Its size; null where it is missing.</param>
/// <param name="Known">Where its hash is written.</param>
/// <param name="Sha256">Its hash in lower-case hex, where it was read and is good.</param>
/// <param name="Problem">What is wrong with it and what to do, as far as it was looked at; null where nothing is.</param>
public sealed record FileState(ModelFile File, long? Bytes, HashOrigin Known, string? Sha256, string? Problem);
