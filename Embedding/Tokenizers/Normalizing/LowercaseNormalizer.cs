using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Normalizing;

/// <summary>Small letters, code point by code point: the final sigma has no form of its own here.</summary>
internal sealed class LowercaseNormalizer : TextNormalizer
{
    public static void Lower(NormalText text)
    {
        var original = text.Text;
        for (var i = 0; i < original.Length;)
        {
            var of = Characters.At(original, i, out var length);
            if ((of & CharacterClass.Lowers) != 0)
            {
                foreach (var lower in Characters.LowerOf(length == 2 ? char.ConvertToUtf32(original[i], original[i + 1]) : original[i]))
                {
                    text.Put(lower, i, i + length - 1);
                }
            }
            else
            {
                for (var part = 0; part < length; part++)
                {
                    text.Put(original[i + part], i, i + length - 1);
                }
            }

            i += length;
        }

        text.Commit();
    }

    public override bool Keeps(ReadOnlySpan<char> text) => text.IsEmpty;

    public override void Apply(NormalText text) => Lower(text);
}
