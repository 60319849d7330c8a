namespace Julie.Contracts.Messages;

/// <summary>Answer to <see cref="EmbedQuery"/>.</summary>
/// <param name="SpaceId">Key of the space that the vector belongs to; in no other may it be searched (law 9).</param>
/// <param name="Vector">As many numbers as the space has dimensions.</param>
public sealed record QueryEmbedded(long SpaceId, IReadOnlyList<float> Vector);
