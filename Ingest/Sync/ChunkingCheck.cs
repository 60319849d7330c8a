using System.Collections.Concurrent;

using Julie.Index.Content;
using Julie.Index.Snapshots;

namespace Julie.Ingest.Sync;

/// <summary>
/// Which stored entries were cut by another chunking than the one in use: after a change of model or chunker the head is the same, and yet
/// everything must be cut anew. Looked up once per ref and chunking in a process, so that an ordinary push does not pay for it.
/// </summary>
internal sealed class ChunkingCheck(ContentStore contents)
{
    private const int Batch = 2000;
    private readonly ConcurrentDictionary<long, long> _complete = new();

    /// <summary>Entries whose content the chunking holds; the others count as new.</summary>
    public async Task<IReadOnlyDictionary<string, StoredEntry>> HeldAsync(
        long refId, long chunkingId, string objectFormat, IReadOnlyDictionary<string, StoredEntry> stored, CancellationToken cancellationToken)
    {
        if (_complete.TryGetValue(refId, out var known) && known == chunkingId)
        {
            return stored;
        }

        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in stored.Where(e => e.Value is { SkipReason: null, Error: null, ObjectId: not null, Pending: false }).Chunk(Batch))
        {
            var keys = batch.ToDictionary(e => e.Key, e => new ChunkedBlobKey(new BlobKey(objectFormat, e.Value.ObjectId!), e.Value.Language));
            var found = await contents.FindAsync(chunkingId, [.. keys.Values.Distinct()], cancellationToken);
            missing.UnionWith(keys.Where(k => !found.ContainsKey(k.Value)).Select(k => k.Key));
        }

        return missing.Count == 0 ? stored : stored.Where(e => !missing.Contains(e.Key)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether the ref's snapshot is known to be complete in this chunking.</summary>
    public bool IsComplete(long refId, long chunkingId) => _complete.TryGetValue(refId, out var known) && known == chunkingId;

    /// <summary>Has the ref's content looked up again.</summary>
    public void Forget(long refId) => _complete.TryRemove(refId, out _);

    /// <summary>The ref's snapshot is complete in this chunking now.</summary>
    public void Complete(long refId, long chunkingId) => _complete[refId] = chunkingId;
}
