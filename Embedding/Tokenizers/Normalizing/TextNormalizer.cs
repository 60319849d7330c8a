namespace Julie.Embedding.Tokenizers.Normalizing;

/// <summary>One step from the text as it is to the text that the vocabulary knows. Safe for concurrent use.</summary>
internal abstract class TextNormalizer
{
    /// <summary>True where the text is known to stay as it is, so that nothing need be copied.</summary>
    public abstract bool Keeps(ReadOnlySpan<char> text);

    /// <summary>Rewrites the text.</summary>
    public abstract void Apply(NormalText text);
}
