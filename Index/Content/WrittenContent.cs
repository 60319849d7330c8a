namespace Julie.Index.Content;

/// <summary>What a write of content did.</summary>
/// <param name="NewPassageIds">
/// Ascending ids to publish in the write's lane: passages that lack a vector and that no one had before, and those that waited in a
/// less urgent lane and were raised (law 8). Their <c>embed_work</c> rows are committed.
/// </param>
/// <param name="NewPassages">How many passages of this write no one had before.</param>
/// <param name="Chunks">Chunks stored by this write; 0 for blobs that were known.</param>
public sealed record WrittenContent(IReadOnlyList<long> NewPassageIds, long NewPassages, long Chunks);
