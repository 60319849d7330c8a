namespace Julie.Embedding.Tokenizers.Models;

/// <summary>What a word is before its first merge. Safe for concurrent use.</summary>
internal abstract class BpeSymbols
{
    /// <summary>Adds the symbols of a word.</summary>
    public abstract void Add(ReadOnlySpan<char> word, WordTokens tokens);

    /// <summary>The word as the vocabulary would spell it.</summary>
    public abstract string Spell(ReadOnlySpan<char> word);
}
