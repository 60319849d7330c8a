namespace Julie.Index.Spaces;

/// <summary>A vector space.</summary>
/// <param name="Id">Key of the space.</param>
/// <param name="Model">Id of its model.</param>
/// <param name="Dimensions">Length of its vectors.</param>
/// <param name="ChunkingId">The chunking whose passages it embeds.</param>
/// <param name="State">building, active or retired.</param>
/// <param name="Table">Name of its table of vectors.</param>
public sealed record Space(long Id, string Model, int Dimensions, long ChunkingId, string State, string Table);
