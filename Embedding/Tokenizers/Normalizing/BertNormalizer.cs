using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Normalizing;

/// <summary>BERT's cleaning: no control characters, ideographs between spaces, no accents, small letters; each can be switched off.</summary>
internal sealed class BertNormalizer(bool cleans, bool spacesIdeographs, bool stripsAccents, bool lowers) : TextNormalizer
{
    private readonly CanonicalNormalizer decomposition = new(composes: false);

    /// <summary>True where ASCII letters change their case, and nothing else of visible ASCII changes.</summary>
    public bool Lowers => lowers;

    /// <summary>True where line ends and tabs become spaces.</summary>
    public bool Cleans => cleans;

    public override bool Keeps(ReadOnlySpan<char> text) => text.IsEmpty;

    public override void Apply(NormalText text)
    {
        Clean(text);
        if (stripsAccents)
        {
            if (!decomposition.Keeps(text.Text))
            {
                decomposition.Apply(text);
            }

            CharacterFilter.Remove(text, CharacterClass.Accent);
        }

        if (lowers)
        {
            LowercaseNormalizer.Lower(text);
        }
    }

    private void Clean(NormalText text)
    {
        var original = text.Text;
        for (var i = 0; i < original.Length;)
        {
            var of = Characters.At(original, i, out var length);
            if (cleans && (of & CharacterClass.Control) != 0)
            {
                i += length;
                continue;
            }

            if (cleans && (of & CharacterClass.Blank) != 0)
            {
                text.Put(' ', i, i);
                i += length;
                continue;
            }

            var spaced = spacesIdeographs && (of & CharacterClass.Ideograph) != 0;
            if (spaced)
            {
                text.Put(' ', i, i);
            }

            for (var part = 0; part < length; part++)
            {
                text.Put(original[i + part], i, i + length - 1);
            }

            if (spaced)
            {
                text.Put(' ', i, i + length - 1);
            }

            i += length;
        }

        text.Commit();
    }
}
