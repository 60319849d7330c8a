namespace Julie.Index.Syncs;

/// <summary>Progress of a sync so far.</summary>
/// <param name="Files">Entries of the tree.</param>
/// <param name="BlobsTotal">Blobs that the index had never seen in this chunking.</param>
/// <param name="BlobsRead">Those read so far.</param>
/// <param name="Chunks">Chunks cut.</param>
/// <param name="PassagesNew">Passages that no one had before.</param>
public sealed record SyncCounts(long Files, long BlobsTotal, long BlobsRead, long Chunks, long PassagesNew)
{
    /// <summary>Nothing yet.</summary>
    public static SyncCounts None { get; } = new(0, 0, 0, 0, 0);
}
