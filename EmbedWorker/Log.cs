using Julie.Contracts;

namespace Julie.EmbedWorker;

/// <summary>The service's log messages; event ids 500 to 599.</summary>
internal static partial class Log
{
    [LoggerMessage(500, LogLevel.Information, "Embedding into space {Space}: {Model}, {Dimensions} dimensions, on {Device}")]
    public static partial void Ready(ILogger logger, long space, string model, int dimensions, string device);

    [LoggerMessage(501, LogLevel.Error, "No passage can be embedded, jobs wait: {Reason}")]
    public static partial void NotReady(ILogger logger, string reason);

    [LoggerMessage(502, LogLevel.Warning, "A job for space {Asked} was left to the reconciler: this worker embeds into space {Space}")]
    public static partial void OtherSpace(ILogger logger, long asked, long space);

    [LoggerMessage(503, LogLevel.Error, "Passage {Passage} is given up: {Reason}")]
    public static partial void PassageFailed(ILogger logger, long passage, string reason);

    [LoggerMessage(504, LogLevel.Warning, "Delivery {Delivery} of a job of lane {Lane}: worked in slices of {Size}, to find the passage that broke it if one did")]
    public static partial void Suspect(ILogger logger, int delivery, Lane lane, int size);

    [LoggerMessage(505, LogLevel.Debug, "Job of lane {Lane}: {Embedded} embedded, {Failed} failed, {Done} done before")]
    public static partial void JobDone(ILogger logger, Lane lane, int embedded, int failed, int done);

    [LoggerMessage(506, LogLevel.Information, "Built the HNSW index of space {Space} in {Seconds:F0} s")]
    public static partial void HnswBuilt(ILogger logger, long space, double seconds);

    [LoggerMessage(507, LogLevel.Error, "The HNSW index of space {Space} could not be built or dropped, and is tried again")]
    public static partial void HnswFailed(ILogger logger, long space, Exception exception);

    [LoggerMessage(508, LogLevel.Warning, "Vectors could not be written ({Reason}): trying again")]
    public static partial void WriteRetried(ILogger logger, string reason);

    [LoggerMessage(509, LogLevel.Information, "Dropped the HNSW index of space {Space}: half as many vectors are to come as it holds, or more, and it is built anew when they are there")]
    public static partial void HnswDropped(ILogger logger, long space);

    [LoggerMessage(520, LogLevel.Warning, "The attempts of {Passages} passages could not be taken back: {Reason}")]
    public static partial void AttemptsKept(ILogger logger, int passages, string reason);

    [LoggerMessage(521, LogLevel.Warning, "A job of lane {Lane} waits {Seconds:F0} s: {Reason}")]
    public static partial void JobWaits(ILogger logger, Lane lane, double seconds, string reason);

    [LoggerMessage(522, LogLevel.Warning, "A job of lane {Lane} is left to the reconciler after {Minutes:F0} minutes: {Reason}")]
    public static partial void JobLeft(ILogger logger, Lane lane, double minutes, string reason);
}
