using System.Text;

namespace Julie.Embedding.Tokenizers.Models;

/// <summary>One symbol a byte of UTF-8, as GPT-2's byte-level models have it.</summary>
internal sealed class ByteSymbols : BpeSymbols
{
    private readonly int[] ids = new int[256];

    /// <param name="vocabulary">Tokens and ids; bytes are written as <see cref="ByteAlphabet"/> has them.</param>
    /// <param name="unknown">Id for bytes that it lacks, or -1: those are dropped.</param>
    public ByteSymbols(IReadOnlyDictionary<string, int> vocabulary, int unknown)
    {
        for (var value = 0; value < 256; value++)
        {
            ids[value] = vocabulary.GetValueOrDefault(ByteAlphabet.CharacterOf((byte)value).ToString(), unknown);
        }
    }

    public override void Add(ReadOnlySpan<char> word, WordTokens tokens)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < word.Length;)
        {
            if (word[i] < 0x80)
            {
                Add(word[i], i, i + 1, tokens);
                i++;
                continue;
            }

            Rune.DecodeFromUtf16(word[i..], out var rune, out var length);
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
            {
                Add(value, i, i + length, tokens);
            }

            i += length;
        }
    }

    public override string Spell(ReadOnlySpan<char> word) => ByteAlphabet.Write(Encoding.UTF8.GetBytes(word.ToArray()));

    private void Add(int value, int start, int end, WordTokens tokens)
    {
        if (ids[value] >= 0)
        {
            tokens.Add(ids[value], start, end);
        }
    }
}
