using System.ComponentModel.DataAnnotations;

namespace Julie.Ingest.Webhooks;

/// <summary>Section <c>Julie:Ingest:Deliveries</c>.</summary>
internal sealed class DeliveryOptions
{
    public const string Section = "Julie:Ingest:Deliveries";

    /// <summary>Longest body. GitHub caps its payloads at 25 MB.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>Bytes of all bodies that are being read at the same time; over it deliveries are answered with 503.</summary>
    [Range(1024, 4L * 1024 * 1024 * 1024)]
    public long MaxBufferedBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>Longest time of sending a body. Hosts give up after 10 seconds themselves.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How far a signed time may be from now.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan TimestampTolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon a delivery is looked for that nobody announced: after a crash, or stored by another service.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Times that a repository which does not answer is asked for a delivery before the delivery fails.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 6;

    /// <summary>How long a delivery that needs its host is left to the service that took it: should that one die, it is taken again after this.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long deliveries are listed.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);
}
