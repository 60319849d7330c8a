namespace Julie.Embedding.Spaces;

/// <summary>The chunking of a space, as far as it changes which texts are embedded.</summary>
/// <param name="Version">Version of the chunker.</param>
/// <param name="Tokenizer">Identity of the tokenizer that counts.</param>
/// <param name="TargetTokens">Size that chunks aim at.</param>
/// <param name="LimitTokens">Size that no passage exceeds.</param>
public sealed record SpaceChunking(int Version, string Tokenizer, int TargetTokens, int LimitTokens);
