namespace Julie.Index.Content;

/// <summary>A blob as one language cuts it: the same bytes may be two files of two languages.</summary>
public readonly record struct ChunkedBlobKey(BlobKey Blob, string Language);
