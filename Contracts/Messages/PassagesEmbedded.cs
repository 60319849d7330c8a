namespace Julie.Contracts.Messages;

/// <summary>Event: vectors of these passages are committed in the space.</summary>
/// <param name="SpaceId">Key of the vector space.</param>
/// <param name="Embedded">Passages whose vector was written by this job.</param>
/// <param name="Failed">Passages that were given up, with their error in <c>embed_work</c>.</param>
public sealed record PassagesEmbedded(long SpaceId, int Embedded, int Failed);
