namespace Julie.Index.Webhooks;

/// <summary>A delivery that was taken because dispatching it needs more than a look at the catalog.</summary>
/// <param name="Id">Key of the delivery.</param>
/// <param name="Hook">Name of its hook.</param>
/// <param name="Kind">One of <see cref="DeliveryKind"/>.</param>
/// <param name="Host">Host of the repository's identity.</param>
/// <param name="HostId">The host's id of the repository.</param>
/// <param name="Url">Where it is fetched from.</param>
/// <param name="PreviousHostId">Its id before a rename.</param>
/// <param name="RepositoryId">Key of the repository, under its previous id where it was renamed; null where it is not registered.</param>
/// <param name="Attempts">How often it was taken, this time included.</param>
/// <param name="TraceParent">W3C trace parent of the request.</param>
public sealed record WaitingDelivery(
    long Id, string Hook, string Kind, string Host, string HostId, string Url, string? PreviousHostId, long? RepositoryId, int Attempts, string? TraceParent);
