using Julie.Index.Syncs;

namespace Julie.Ingest.Sync;

/// <summary>Counts of a run under way, reported at most once a second.</summary>
internal sealed class SyncProgress(SyncRunStore runs, long runId, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private long _reported;
    private long _read;
    private long _chunks;
    private long _passages;

    public long Files { get; set; }

    public long BlobsTotal { get; set; }

    public long BlobsRead => Interlocked.Read(ref _read);

    public SyncCounts Counts => new(Files, BlobsTotal, BlobsRead, Interlocked.Read(ref _chunks), Interlocked.Read(ref _passages));

    public void AddRead() => Interlocked.Increment(ref _read);

    public void AddWritten(long chunks, long passages)
    {
        Interlocked.Add(ref _chunks, chunks);
        Interlocked.Add(ref _passages, passages);
    }

    public async Task StageAsync(string stage, CancellationToken cancellationToken)
    {
        _reported = time.GetTimestamp();
        await runs.ReportAsync(runId, stage, Counts, cancellationToken);
    }

    public async Task TickAsync(string stage, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_reported) >= Pause)
        {
            await StageAsync(stage, cancellationToken);
        }
    }
}
