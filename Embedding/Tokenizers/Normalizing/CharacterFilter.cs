using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Normalizing;

/// <summary>Removes every code point of a class. As a normalizer of its own it is StripAccents.</summary>
internal sealed class CharacterFilter(CharacterClass removed) : TextNormalizer
{
    public static void Remove(NormalText text, CharacterClass removed)
    {
        var original = text.Text;
        for (var i = 0; i < original.Length;)
        {
            var of = Characters.At(original, i, out var length);
            for (var part = 0; part < length && (of & removed) == 0; part++)
            {
                text.Put(original[i + part], i, i + length - 1);
            }

            i += length;
        }

        text.Commit();
    }

    public override bool Keeps(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length;)
        {
            if ((Characters.At(text, i, out var length) & removed) != 0)
            {
                return false;
            }

            i += length;
        }

        return true;
    }

    public override void Apply(NormalText text) => Remove(text, removed);
}
