namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>Splits by what a pattern matches.</summary>
/// <param name="pattern">What is looked for.</param>
/// <param name="behavior">What becomes of it.</param>
/// <param name="invert">True where the pattern says what is between the matches.</param>
internal sealed class PatternSplitter(SplitPattern pattern, SplitBehavior behavior, bool invert) : WordSplitter
{
    public override void Split(ReadOnlySpan<char> text, int start, int end, List<Word> words)
    {
        var first = words.Count;
        var part = text[start..end];
        var previous = false;
        var done = 0;
        foreach (var match in pattern.Matches(part))
        {
            Add(words, first, new Word(start + done, start + match.Start), matches: invert, ref previous);
            Add(words, first, new Word(start + match.Start, start + match.End), matches: !invert, ref previous);
            done = match.End;
        }

        Add(words, first, new Word(start + done, end), matches: invert, ref previous);
    }

    private void Add(List<Word> words, int first, Word word, bool matches, ref bool previous)
    {
        if (word.Start == word.End)
        {
            return;
        }

        var joins = words.Count > first && behavior switch
        {
            SplitBehavior.Contiguous => matches == previous,
            SplitBehavior.MergedWithPrevious => matches && !previous,
            SplitBehavior.MergedWithNext => !matches && previous,
            _ => false,
        };
        if (joins)
        {
            words[^1] = words[^1] with { End = word.End };
        }
        else if (!matches || behavior != SplitBehavior.Removed)
        {
            words.Add(word);
        }

        previous = matches;
    }
}
