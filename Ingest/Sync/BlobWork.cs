using Julie.Index.Content;
using Julie.Ingest.Chunking;

namespace Julie.Ingest.Sync;

/// <summary>A blob to read and cut.</summary>
/// <param name="ObjectId">Its id.</param>
/// <param name="Language">Null where only its content says it.</param>
/// <param name="Path">One of its paths, for messages.</param>
internal sealed record BlobWork(string ObjectId, Language? Language, string Path);

/// <summary>A blob that was read.</summary>
internal sealed record ReadBlob(BlobWork Work, byte[] Content);

/// <summary>A blob that was cut.</summary>
internal sealed record CutBlob(BlobWork Work, NewChunkedBlob Blob);
