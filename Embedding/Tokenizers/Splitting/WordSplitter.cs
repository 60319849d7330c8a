namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>Cuts text into the words that tokens may not cross. Safe for concurrent use.</summary>
internal abstract class WordSplitter
{
    /// <summary>Adds the words of a part of the text; what is not in a word is dropped.</summary>
    /// <param name="text">All of the text.</param>
    /// <param name="start">Where the part begins; nothing outside of it is looked at.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="words">Where the words go, as positions of the whole text.</param>
    public abstract void Split(ReadOnlySpan<char> text, int start, int end, List<Word> words);
}
