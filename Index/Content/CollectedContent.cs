namespace Julie.Index.Content;

/// <summary>What a collection deleted.</summary>
/// <param name="Blobs">Blobs.</param>
/// <param name="ChunkedBlobs">Blobs as they were cut in one language and chunking, with their chunks and symbols.</param>
/// <param name="Passages">Passages, with their vectors and work in every space.</param>
/// <param name="Spaces">Retired vector spaces, each with all its vectors.</param>
public sealed record CollectedContent(long Blobs, long ChunkedBlobs, long Passages, int Spaces)
{
    /// <summary>Nothing was due, or another process collects.</summary>
    public static CollectedContent Nothing { get; } = new(0, 0, 0, 0);

    /// <summary>Whether anything was deleted.</summary>
    public bool Any => Blobs + ChunkedBlobs + Passages + Spaces > 0;
}
