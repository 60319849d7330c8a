namespace Julie.Contracts.Messages;

/// <summary>
/// Request to a worker: the vector of a query, for a host on which the model does not run. It is worth nothing after its deadline, so it is not
/// persistent and expires in its queue. Answered by <see cref="QueryEmbedded"/> or <see cref="QueryNotEmbedded"/>.
/// </summary>
/// <param name="SpaceId">Key of the vector space that is searched.</param>
/// <param name="Text">The query's text, without the model's prefix.</param>
public sealed record EmbedQuery(long SpaceId, string Text);
