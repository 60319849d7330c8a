using Julie.Contracts;
using Npgsql;

namespace Julie.Index.Content;

/// <summary>Blobs, chunks, passages and symbols: stored once, whoever has them (law 1).</summary>
public sealed class ContentStore(NpgsqlDataSource dataSource)
{
    /// <summary>Which of these the index holds in the chunking; keys that it has never seen are absent from the answer.</summary>
    public Task<IReadOnlyDictionary<ChunkedBlobKey, ChunkedBlobState>> FindAsync(
        long chunkingId, IReadOnlyCollection<ChunkedBlobKey> keys, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }

    /// <summary>
    /// Stores the blobs in one transaction. Idempotent, and safe beside other writers of the same content. A passage is the
    /// SHA-256 of UTF-8 <c>Scope + "\n" + Body</c>. Keep a call small: some hundred chunks.
    /// </summary>
    public Task<WrittenContent> WriteAsync(
        long chunkingId, long spaceId, Lane lane, IReadOnlyList<NewChunkedBlob> blobs, CancellationToken cancellationToken) => throw new NotImplementedException();
}
