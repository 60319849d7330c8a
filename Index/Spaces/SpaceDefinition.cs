namespace Julie.Index.Spaces;

/// <summary>A vector space to use.</summary>
/// <param name="Key">32 bytes: hash of everything that changes a vector.</param>
/// <param name="Model">Id of the model.</param>
/// <param name="Dimensions">Length of its vectors, at most 4,000 (what an HNSW index over halfvec takes).</param>
/// <param name="ChunkingId">The chunking whose passages it embeds.</param>
/// <param name="ManifestJson">The model's manifest, as JSON, for people.</param>
public sealed record SpaceDefinition(byte[] Key, string Model, int Dimensions, long ChunkingId, string ManifestJson);
