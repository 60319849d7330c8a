using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Indexing;

/// <summary>One repository that is being indexed, as the client sees it: the newest status and what follows from two of them.</summary>
internal sealed class SyncWatch(RepositoryAccepted accepted, TimeProvider time)
{
    private readonly long started = time.GetTimestamp();
    private readonly RateMeter blobs = new(time);
    private readonly RateMeter passages = new(time);
    private TimeSpan? took;

    public long RepositoryId { get; } = accepted.RepositoryId;

    public string Name { get; } = accepted.Name;

    /// <summary>The sync to ask for; another one when this one was superseded.</summary>
    public long SyncId { get; private set; } = accepted.SyncId;

    public Answer<SyncStatus>? Last { get; private set; }

    /// <summary>Files by state, once the sync has ended.</summary>
    public FileCounts? Files { get; set; }

    public bool Failed => Last?.Value.State == "failed";

    public bool Ended => took is not null;

    public TimeSpan Took => took ?? time.GetElapsedTime(started);

    public void Update(Answer<SyncStatus> answer)
    {
        SyncStatus status = answer.Value;
        Last = answer;
        if (status is { State: "superseded", SupersededBy: { } next })
        {
            // A newer head came meanwhile: its sync does this one's work.
            SyncId = next;
            return;
        }

        blobs.Add(status.BlobsRead);
        passages.Add(status.Passages.Embedded);
        if (status.Complete || Failed)
        {
            took ??= time.GetElapsedTime(started);
        }
    }

    public string Stage => Last?.Value switch
    {
        null => "waiting",
        _ when Failed => "failed",
        { Complete: true } => "done",
        { State: "applied" } => "embedding",
        { State: "running" } s => s.Stage ?? "starting",
        { State: "superseded" } => "superseded",
        _ => "waiting",
    };

    /// <summary>Share done of the stage that runs, 0 to 1.</summary>
    public double Share => Last?.Value switch
    {
        null => 0,
        { Complete: true } => 1,
        { State: "applied", Passages: { Total: > 0 } p } => (double)(p.Embedded + p.Failed) / p.Total,
        { BlobsTotal: > 0 } s => (double)s.BlobsRead / s.BlobsTotal,
        _ => 0,
    };

    /// <summary>Rate of the stage that runs, with its unit.</summary>
    public (double PerSecond, string Unit)? Rate => Stage switch
    {
        "embedding" => passages.PerSecond is { } rate ? (rate, "passages/s") : null,
        "reading" => blobs.PerSecond is { } rate ? (rate, "blobs/s") : null,
        _ => null,
    };

    /// <summary>Time that is left in the stage that runs.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            if (Last is null || Rate is not { } rate)
            {
                return null;
            }

            SyncStatus status = Last.Value;
            long left = Stage == "embedding"
                ? status.Passages.Total - status.Passages.Embedded - status.Passages.Failed
                : status.BlobsTotal - status.BlobsRead;
            return TimeSpan.FromSeconds(Math.Min(Math.Max(0, left) / rate.PerSecond, TimeSpan.FromDays(9).TotalSeconds));
        }
    }
}
