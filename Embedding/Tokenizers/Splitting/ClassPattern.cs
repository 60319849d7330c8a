using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>Every code point of a class.</summary>
internal sealed class ClassPattern(CharacterClass of) : SplitPattern
{
    public override List<Word> Matches(ReadOnlySpan<char> text)
    {
        var found = new List<Word>();
        for (var i = 0; i < text.Length;)
        {
            if ((Characters.At(text, i, out var length) & of) != 0)
            {
                found.Add(new Word(i, i + length));
            }

            i += length;
        }

        return found;
    }
}
