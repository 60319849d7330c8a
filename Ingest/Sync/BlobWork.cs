using Julie.Index.Content;
using Julie.Ingest.Chunking;

namespace Julie.Ingest.Sync;

/// <summary>A blob to read and cut.</summary>
/// <param name="ObjectId">Its id.</param>
/// <param name="Kind">What its path says about it.</param>
/// <param name="Path">One of its paths, for messages.</param>
internal sealed record BlobWork(string ObjectId, FileKind Kind, string Path);

/// <summary>A blob that was read.</summary>
internal sealed record ReadBlob(BlobWork Work, byte[] Content);

/// <summary>A blob that was cut.</summary>
/// <param name="Work">What was asked for.</param>
/// <param name="Blob">What came out.</param>
/// <param name="ByRule">It is left out for a reason that is remembered and not stored with the content (<see cref="ContentSkips.IsRule"/>).</param>
internal sealed record CutBlob(BlobWork Work, NewChunkedBlob Blob, bool ByRule)
{
    /// <summary>Why the same content is left out where no attributes let it in.</summary>
    public string? Otherwise { get; init; }
}
