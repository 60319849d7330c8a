namespace Julie.Index.Webhooks;

/// <summary>Deliveries that were refused for one reason within one minute.</summary>
/// <param name="Provider">Which kind of host.</param>
/// <param name="Hook">Name of the hook.</param>
/// <param name="Reason">Why.</param>
/// <param name="Event">Event of the last one, as it claimed.</param>
/// <param name="DeliveryId">Id of the last one, as it claimed.</param>
/// <param name="Times">How many.</param>
/// <param name="At">When the first one came.</param>
public sealed record Refusal(string Provider, string Hook, string Reason, string Event, string DeliveryId, long Times, DateTimeOffset At);
