using Microsoft.Extensions.Logging;

namespace Julie.Embedding;

/// <summary>The room's log messages; event ids 300 to 399.</summary>
internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Information, "Model {Model} runs on {Device} (asked for: {Asked})")]
    public static partial void DeviceChosen(ILogger logger, string model, string device, string asked);

    [LoggerMessage(301, LogLevel.Warning, "Model {Model} does not run on {Device}: {Reason}")]
    public static partial void DeviceSkipped(ILogger logger, string model, string device, string reason);

    [LoggerMessage(302, LogLevel.Error, "Model {Model} cannot be used: {Reason}")]
    public static partial void ModelUnusable(ILogger logger, string model, string reason);

    [LoggerMessage(303, LogLevel.Warning, "{Device} had no room for a batch of {Texts} texts of {Model}: halved, and batches are at most {Tokens} tokens for now")]
    public static partial void DeviceMemory(ILogger logger, string model, string device, int texts, int tokens);

    [LoggerMessage(304, LogLevel.Error, "A model's manifest is wrong: {Reason}")]
    public static partial void ManifestWrong(ILogger logger, string reason);

    [LoggerMessage(310, LogLevel.Warning, "The service of {Model} {Reason}: try {Try} in {Seconds:F1} s")]
    public static partial void RemoteRetry(ILogger logger, string model, string reason, int @try, double seconds);

    [LoggerMessage(311, LogLevel.Error, "{Model} embeds nothing at present: {Reason}")]
    public static partial void RemoteUnavailable(ILogger logger, string model, string reason);

    [LoggerMessage(312, LogLevel.Information, "{Model} embeds again, on {Device}")]
    public static partial void RemoteBack(ILogger logger, string model, string device);
}
