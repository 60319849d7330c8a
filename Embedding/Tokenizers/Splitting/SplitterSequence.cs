namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>Each splitter cuts the words of the one before it.</summary>
internal sealed class SplitterSequence(IReadOnlyList<WordSplitter> steps) : WordSplitter
{
    public override void Split(ReadOnlySpan<char> text, int start, int end, List<Word> words)
    {
        List<Word> current = [new Word(start, end)];
        foreach (var step in steps)
        {
            var next = new List<Word>();
            foreach (var word in current)
            {
                step.Split(text, word.Start, word.End, next);
            }

            current = next;
        }

        words.AddRange(current);
    }
}
