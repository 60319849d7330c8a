namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>A word of a text.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after it.</param>
internal readonly record struct Word(int Start, int End);
