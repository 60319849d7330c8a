namespace Julie.Index.Content;

/// <summary>Something that the content of a blob says.</summary>
/// <param name="Blob">Identity of the content.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Key">What is said, with the version of the rules that decided it.</param>
/// <param name="Value">How it was decided.</param>
public sealed record BlobFact(BlobKey Blob, long Size, string Key, string Value);
