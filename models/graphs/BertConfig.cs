namespace Julie.Graphs;

/// <summary>The shape of a BERT encoder; names as in a checkpoint's config.json.</summary>
/// <param name="Layers">Number of layers.</param>
/// <param name="Hidden">Width of a token's vector.</param>
/// <param name="Heads">Attention heads; they divide <paramref name="Hidden"/>.</param>
/// <param name="Intermediate">Width inside the feed-forward part.</param>
/// <param name="Vocabulary">Number of tokens.</param>
/// <param name="Positions">Most tokens of a text.</param>
/// <param name="TokenTypes">Number of token types.</param>
public sealed record BertConfig(int Layers, int Hidden, int Heads, int Intermediate, int Vocabulary, int Positions, int TokenTypes = 2)
{
    /// <summary>bge-small-en-v1.5 and all-MiniLM-L12: the shape of the speed benchmarks.</summary>
    public static BertConfig BgeSmall { get; } = new(Layers: 12, Hidden: 384, Heads: 12, Intermediate: 1536, Vocabulary: 30522, Positions: 512);

    /// <summary>What is added to a variance before its root.</summary>
    public float Epsilon { get; init; } = 1e-12f;
}
