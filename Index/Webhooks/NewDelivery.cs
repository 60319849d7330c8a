namespace Julie.Index.Webhooks;

/// <summary>A delivery whose origin is proven.</summary>
/// <param name="Provider">Which kind of host.</param>
/// <param name="Hook">Name of the hook in the configuration.</param>
/// <param name="DeliveryId">The host's id; unique with the provider.</param>
/// <param name="Event">The host's name of the event.</param>
/// <param name="Kind">One of <see cref="DeliveryKind"/>; null where there is nothing to do, and <paramref name="Reason"/> says why.</param>
/// <param name="Host">Host of the repository's identity.</param>
/// <param name="HostId">The host's id of the repository.</param>
/// <param name="Url">Where it is fetched from.</param>
/// <param name="PreviousHostId">Its id before a rename.</param>
/// <param name="DefaultRef">Its default ref, where the payload says so.</param>
/// <param name="Changes">The refs that were pushed.</param>
/// <param name="Reason">Why it is ignored.</param>
/// <param name="TraceParent">W3C trace parent of the request.</param>
public sealed record NewDelivery(
    string Provider, string Hook, string DeliveryId, string Event, string? Kind, string? Host, string? HostId, string? Url, string? PreviousHostId,
    string? DefaultRef, IReadOnlyList<RefChange> Changes, string? Reason, string? TraceParent);
