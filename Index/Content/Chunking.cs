namespace Julie.Index.Content;

/// <summary>A way to cut: everything that decides where a chunk begins and ends.</summary>
/// <param name="Version">Version of the chunker's code.</param>
/// <param name="Tokenizer">Model id and hash of the tokenizer that counts.</param>
/// <param name="TargetTokens">Size to aim at.</param>
/// <param name="LimitTokens">Size never exceeded (law 7).</param>
public sealed record Chunking(int Version, string Tokenizer, int TargetTokens, int LimitTokens);
