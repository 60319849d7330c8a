namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>Something to look for in a text. Safe for concurrent use.</summary>
internal abstract class SplitPattern
{
    /// <summary>Where it is, from left to right, without overlap.</summary>
    public abstract List<Word> Matches(ReadOnlySpan<char> text);
}
