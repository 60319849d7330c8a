using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>BERT's words: between white space, and every punctuation mark by itself.</summary>
internal sealed class BertSplitter : WordSplitter
{
    public override void Split(ReadOnlySpan<char> text, int start, int end, List<Word> words)
    {
        var begun = start;
        var part = text[..end];
        for (var i = start; i < end;)
        {
            var of = Characters.At(part, i, out var length);
            if ((of & (CharacterClass.Space | CharacterClass.Punctuation)) != 0)
            {
                if (i > begun)
                {
                    words.Add(new Word(begun, i));
                }

                if ((of & CharacterClass.Space) == 0)
                {
                    words.Add(new Word(i, i + length));
                }

                begun = i + length;
            }

            i += length;
        }

        if (end > begun)
        {
            words.Add(new Word(begun, end));
        }
    }
}
