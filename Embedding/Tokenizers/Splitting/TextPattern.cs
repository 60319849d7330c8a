namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>Every occurrence of a text.</summary>
internal sealed class TextPattern(string sought) : SplitPattern
{
    public override List<Word> Matches(ReadOnlySpan<char> text)
    {
        var found = new List<Word>();
        for (var i = 0; text[i..].IndexOf(sought, StringComparison.Ordinal) is var at and >= 0;)
        {
            found.Add(new Word(i + at, i + at + sought.Length));
            i += at + sought.Length;
        }

        return found;
    }
}
