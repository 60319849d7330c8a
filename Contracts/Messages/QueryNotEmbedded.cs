namespace Julie.Contracts.Messages;

/// <summary>Answer to <see cref="EmbedQuery"/>: there is no vector.</summary>
/// <param name="SpaceId">Key of the worker's space.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="QueryAtFault">True where another query would have worked.</param>
public sealed record QueryNotEmbedded(long SpaceId, string Reason, bool QueryAtFault);
