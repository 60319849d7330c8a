using System.ComponentModel.DataAnnotations;

namespace Julie.EmbedWorker;

/// <summary>Settings of <c>Julie:EmbedWorker</c>.</summary>
public sealed class EmbedWorkerOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Julie:EmbedWorker";

    /// <summary>Jobs of one lane in work at a time, so that one is read or written while another is on the device: 1 to 32.</summary>
    [Range(1, 32)]
    public int ConcurrentJobs { get; set; } = 2;

    /// <summary>Attempts after which a passage that kills its worker is given up: 1 to 100.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Vectors from which on a space gets its HNSW index; below, it is searched exactly: 1 to 1,000,000,000.</summary>
    [Range(1, 1_000_000_000)]
    public long HnswMinimumRows { get; set; } = 10_000;

    /// <summary>Pause between looks at whether the index is due: one second to a day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HnswInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a job waits in the worker for a model whose service is away, before it is left to the reconciler: no time to 25 minutes. RabbitMQ takes
    /// a message back from whoever holds it for half an hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:25:00")]
    public TimeSpan OutagePatience { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Pause between tries to load a model that cannot be used, or to reach the space: one second to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(5);
}
