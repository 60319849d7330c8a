namespace Julie.Index.Webhooks;

/// <summary>What <see cref="DeliveryStore.AddAsync"/> made or found.</summary>
/// <param name="Id">Key of the delivery.</param>
/// <param name="Created">False when it had come before.</param>
public readonly record struct StoredDelivery(long Id, bool Created);
