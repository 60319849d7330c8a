using System.ComponentModel.DataAnnotations;

namespace Julie.Ingest;

/// <summary>Section <c>Julie:Ingest</c>.</summary>
internal sealed class IngestOptions
{
    public const string Section = "Julie:Ingest";

    /// <summary>Whether <c>file://</c> URLs and absolute paths may be registered. Off: a path on the server is nobody's business.</summary>
    public bool AllowLocalPaths { get; set; }

    /// <summary>Whether hosts with loopback, private or link-local addresses may be fetched from. Off: SSRF.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Folder of the bare repositories: a cache, safe to delete while nothing runs.</summary>
    [Required]
    public string DataDirectory { get; set; } = Path.Combine(Path.GetTempPath(), "julie-ingest");

    /// <summary>Larger files are skipped (too-large) without being read.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public long MaxFileBytes { get; set; } = 1024 * 1024;

    /// <summary>The same for data files (JSON, YAML, CSV, ...), which say little per byte: a table of a megabyte is thousands of passages.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public long MaxDataFileBytes { get; set; } = 128 * 1024;

    /// <summary>Files in more folders, one in the other, are skipped (too-deep).</summary>
    [Range(1, 2048)]
    public int MaxDepth { get; set; } = 256;

    /// <summary>Files with a longer line are skipped (long-lines).</summary>
    [Range(1000, 64 * 1024 * 1024)]
    public int MaxLineChars { get; set; } = 100_000;

    /// <summary>Code with a longer line and a mean line over MinifiedMeanChars is skipped (minified).</summary>
    [Range(100, 64 * 1024 * 1024)]
    public int MinifiedLineChars { get; set; } = 5000;

    /// <summary>See MinifiedLineChars.</summary>
    [Range(20, 64 * 1024 * 1024)]
    public int MinifiedMeanChars { get; set; } = 300;

    /// <summary>A larger .gitattributes or .julieignore is not read; git's own limit is far higher.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public long MaxRuleFileBytes { get; set; } = 1024 * 1024;

    /// <summary>A tree with more of these files fails its sync.</summary>
    [Range(1, 1_000_000)]
    public int MaxRuleFiles { get; set; } = 10_000;

    /// <summary>A tree with more paths fails its sync: a small repository can list millions.</summary>
    [Range(1, 10_000_000)]
    public int MaxFiles { get; set; } = 1_000_000;

    /// <summary>A fetch that grows the bare repository over this is killed.</summary>
    [Range(1024 * 1024, long.MaxValue)]
    public long MaxRepositoryBytes { get; set; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Longest time of a fetch.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "12:00:00")]
    public TimeSpan GitTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest time to ask a remote for its head: a person waits for it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LsRemoteTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Backfills at the same time in this process.</summary>
    [Range(1, 64)]
    public int ConcurrentSyncs { get; set; } = 2;

    /// <summary>Syncs of pushes at the same time in this process, beside the backfills (law 8).</summary>
    [Range(1, 64)]
    public int ConcurrentPushes { get; set; } = 4;

    /// <summary>Files that one sync cuts at the same time; 0 = one per processor.</summary>
    [Range(0, 256)]
    public int ChunkWorkers { get; set; }

    /// <summary>Blobs in one transaction.</summary>
    [Range(1, 10_000)]
    public int BatchBlobs { get; set; } = 64;

    /// <summary>Chunks after which a batch is written even when it holds fewer blobs.</summary>
    [Range(1, 100_000)]
    public int BatchChunks { get; set; } = 1000;

    /// <summary>Batches that one sync writes at the same time.</summary>
    [Range(1, 16)]
    public int BatchesAtOnce { get; set; } = 2;

    /// <summary>Passages in one embed job.</summary>
    [Range(1, 4096)]
    public int EmbedJobSize { get; set; } = 256;

    /// <summary>Pause between two rounds of the reconciler, before jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Shortest time between two looks at a remote's heads: of a repository that changes all the time.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CheckMinInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time between two looks at a remote's heads: of a repository that never changes, or does not answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan CheckMaxInterval { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Remotes that are asked at the same time.</summary>
    [Range(1, 256)]
    public int CheckConcurrency { get; set; } = 8;

    /// <summary>Content that no snapshot holds is deleted after this: until then a force-push back, a revert or a returning branch costs nothing.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan CollectAfter { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Pause between two collections, before jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan CollectInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A repository whose patterns match more refs is not compared; its status says so.</summary>
    [Range(1, 1_000_000)]
    public int MaxRefs { get; set; } = 10_000;

    /// <summary>Published embed work that is still unfinished after this is published again.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan RepublishAfter { get; set; } = TimeSpan.FromMinutes(10);
}
