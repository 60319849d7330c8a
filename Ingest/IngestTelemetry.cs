using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Julie.Ingest;

/// <summary>Names of this room's spans and metrics.</summary>
internal static class IngestTelemetry
{
    public const string Name = "Julie.Ingest";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Syncs = Meter.CreateCounter<long>("julie.ingest.syncs", "{sync}", "Sync runs by outcome.");
    public static readonly Histogram<double> SyncDuration = Meter.CreateHistogram<double>("julie.ingest.sync.duration", "s", "Time of a sync run.");
    public static readonly Counter<long> Files = Meter.CreateCounter<long>("julie.ingest.files", "{file}", "Changed tree entries by state and skip reason.");
    public static readonly Counter<long> Blobs = Meter.CreateCounter<long>("julie.ingest.blobs", "{blob}", "Blobs read and cut.");
    public static readonly Counter<long> Chunks = Meter.CreateCounter<long>("julie.ingest.chunks", "{chunk}", "Chunks cut.");
    public static readonly Histogram<int> ChunkTokens = Meter.CreateHistogram<int>("julie.ingest.chunk.tokens", "{token}", "Length of passages in tokens.");
    public static readonly Counter<long> Jobs = Meter.CreateCounter<long>("julie.ingest.jobs", "{job}", "Embed jobs published, by lane.");
    public static readonly Counter<long> RemoteChecks = Meter.CreateCounter<long>("julie.ingest.remote.checks", "{check}", "Looks at the heads of remotes, by outcome: same, moved, failed.");
    public static readonly Counter<long> Collected = Meter.CreateCounter<long>("julie.ingest.collected", "{passage}", "Passages deleted because no snapshot holds them.");
    public static readonly Counter<long> Secrets = Meter.CreateCounter<long>("julie.ingest.secrets", "{secret}", "Secrets masked before anything was stored, by kind.");
    public static readonly Counter<long> CtagsFailures = Meter.CreateCounter<long>("julie.ingest.ctags.failures", "{file}", "Files that ctags died on or took too long for.");
    public static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("julie.ingest.deliveries", "{delivery}", "Webhook deliveries by provider and outcome.");
}
