using System.Globalization;
using System.Text;

namespace Julie.Embedding.Tokenizers.Models;

/// <summary>One symbol a code point, as SentencePiece's models have it; those that the vocabulary lacks are bytes, or unknown.</summary>
internal sealed class CharacterSymbols : BpeSymbols
{
    private readonly Dictionary<Rune, int> ids = [];
    private readonly int[]? bytes;
    private readonly int unknown;
    private readonly bool fuses;

    /// <param name="vocabulary">Tokens and ids.</param>
    /// <param name="fallsBack">Whether missing code points are the tokens of their bytes, <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>.</param>
    /// <param name="unknown">Id of the unknown token, or -1: what is missing is dropped.</param>
    /// <param name="fuses">Whether neighbouring unknown code points are one token.</param>
    public CharacterSymbols(IReadOnlyDictionary<string, int> vocabulary, bool fallsBack, int unknown, bool fuses)
    {
        (this.unknown, this.fuses) = (unknown, fuses);
        foreach (var (token, id) in vocabulary)
        {
            if (Rune.DecodeFromUtf16(token, out var rune, out var length) == System.Buffers.OperationStatus.Done && length == token.Length)
            {
                ids[rune] = id;
            }
        }

        if (fallsBack)
        {
            bytes = [.. Enumerable.Range(0, 256).Select(value =>
                vocabulary.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"), -1))];
        }
    }

    public override void Add(ReadOnlySpan<char> word, WordTokens tokens)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var (unknownStart, unknownEnd) = (-1, -1);
        for (var i = 0; i < word.Length;)
        {
            Rune.DecodeFromUtf16(word[i..], out var rune, out var length);
            if (ids.TryGetValue(rune, out var id))
            {
                AddUnknown(ref unknownStart, unknownEnd, tokens);
                tokens.Add(id, i, i + length);
            }
            else if (HasBytes(utf8[..rune.EncodeToUtf8(utf8)]))
            {
                // The reference leaves an unknown one that waits behind the bytes.
                foreach (var value in utf8[..rune.Utf8SequenceLength])
                {
                    tokens.Add(bytes![value], i, i + length);
                }
            }
            else if (unknown >= 0)
            {
                if (!fuses)
                {
                    AddUnknown(ref unknownStart, unknownEnd, tokens);
                }

                (unknownStart, unknownEnd) = (unknownStart < 0 ? i : unknownStart, i + length);
            }

            i += length;
        }

        AddUnknown(ref unknownStart, unknownEnd, tokens);
    }

    public override string Spell(ReadOnlySpan<char> word) => word.ToString();

    private bool HasBytes(ReadOnlySpan<byte> utf8)
    {
        foreach (var value in utf8)
        {
            if (bytes is null || bytes[value] < 0)
            {
                return false;
            }
        }

        return true;
    }

    private void AddUnknown(ref int start, int end, WordTokens tokens)
    {
        if (start >= 0)
        {
            tokens.Add(unknown, start, end);
            start = -1;
        }
    }
}
