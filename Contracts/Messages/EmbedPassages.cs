namespace Julie.Contracts.Messages;

/// <summary>A job of many passages that lack a vector in one space. Ids that are done meanwhile are dropped by the worker.</summary>
/// <param name="SpaceId">Key of the vector space.</param>
/// <param name="PassageIds">Keys of the passages, ascending, at most a few hundred.</param>
public sealed record EmbedPassages(long SpaceId, IReadOnlyList<long> PassageIds);
