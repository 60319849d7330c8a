namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>A splitter whose words cover the text, so that it can be asked for one after the other without a list.</summary>
internal abstract class WordScanner : WordSplitter
{
    /// <summary>The end of the word that begins at a position.</summary>
    public abstract int Next(ReadOnlySpan<char> text, int position);

    public override void Split(ReadOnlySpan<char> text, int start, int end, List<Word> words)
    {
        var part = text[start..end];
        for (var position = 0; position < part.Length;)
        {
            var next = Next(part, position);
            words.Add(new Word(start + position, start + next));
            position = next;
        }
    }
}
