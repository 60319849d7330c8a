namespace Julie.QueryApi;

/// <summary>Every log message of this room; event ids 5000 to 5999.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Error, "Searching without vectors: {Reason}")]
    public static partial void Degraded(ILogger logger, string reason, Exception? exception);

    [LoggerMessage(5002, LogLevel.Error, "Ingest does not answer: {Reason}")]
    public static partial void IngestDown(ILogger logger, string reason);

    [LoggerMessage(5003, LogLevel.Warning, "The recall of a search could not be measured")]
    public static partial void RecallNotMeasured(ILogger logger, Exception exception);
}
