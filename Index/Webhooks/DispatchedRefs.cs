namespace Julie.Index.Webhooks;

/// <summary>What one round of <see cref="DeliveryStore.DispatchKnownAsync"/> did.</summary>
/// <param name="Deliveries">Deliveries that are done with.</param>
/// <param name="RefIds">Refs that got a sync run each.</param>
public sealed record DispatchedRefs(int Deliveries, IReadOnlyList<long> RefIds);
