namespace Julie.Ingest.Webhooks;

/// <summary>Log messages of webhooks. Names and reasons only: no headers, no payloads.</summary>
internal static partial class HookLog
{
    [LoggerMessage(1101, LogLevel.Warning, "Deliveries could not be stored: their hosts were told to try again")]
    public static partial void NotStored(ILogger logger, Exception exception);

    [LoggerMessage(1102, LogLevel.Warning, "Refused deliveries could not be listed")]
    public static partial void RefusalsNotStored(ILogger logger, Exception exception);

    [LoggerMessage(1103, LogLevel.Warning, "{Times} deliveries for the {Provider} hook {Hook} were refused: {Reason}")]
    public static partial void Refused(ILogger logger, long times, string provider, string hook, string reason);

    [LoggerMessage(1104, LogLevel.Information, "{Deliveries} deliveries dispatched, {Syncs} syncs asked for")]
    public static partial void Dispatched(ILogger logger, int deliveries, int syncs);

    [LoggerMessage(1105, LogLevel.Warning, "Deliveries wait: they could not be dispatched")]
    public static partial void DispatchFailed(ILogger logger, Exception exception);

    [LoggerMessage(1106, LogLevel.Warning, "Delivery {DeliveryId} failed for now: {Reason}")]
    public static partial void DeliveryFailed(ILogger logger, long deliveryId, string reason, Exception? exception);
}
