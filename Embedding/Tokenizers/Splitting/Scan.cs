using System.Runtime.CompilerServices;

using Julie.Embedding.Tokenizers.Unicode;

namespace Julie.Embedding.Tokenizers.Splitting;

/// <summary>Runs of characters, as the patterns of byte-level models are made of.</summary>
internal static class Scan
{
    private const CharacterClass Named = CharacterClass.Letter | CharacterClass.Number | CharacterClass.Space;

    /// <summary>End of the run of a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int While(ReadOnlySpan<char> text, int position, CharacterClass of)
    {
        while ((uint)position < (uint)text.Length && (Characters.At(text, position, out var length) & of) != 0)
        {
            position += length;
        }

        return position;
    }

    /// <summary>End of the run of what is no letter, number or space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WhileOther(ReadOnlySpan<char> text, int position)
    {
        while ((uint)position < (uint)text.Length && (Characters.At(text, position, out var length) & Named) == 0)
        {
            position += length;
        }

        return position;
    }

    /// <summary>The class at a position, nothing at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterClass At(ReadOnlySpan<char> text, int position) =>
        (uint)position < (uint)text.Length ? Characters.At(text, position, out _) : CharacterClass.None;

    /// <summary>True where there is a character that is no letter, number or space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOther(ReadOnlySpan<char> text, int position) =>
        (uint)position < (uint)text.Length && (Characters.At(text, position, out _) & Named) == 0;

    /// <summary>End of white space that leaves its last character to the word behind it: <c>\s+(?!\S)|\s+</c>.</summary>
    public static int Spaces(ReadOnlySpan<char> text, int position)
    {
        var end = While(text, position, CharacterClass.Space);
        return end == text.Length || end - position == 1 ? end : end - 1;
    }

    /// <summary>Length of 's, 't, 'm, 'd, 're, 've or 'll behind an apostrophe, apostrophe included; 0 where there is none.</summary>
    public static int Contraction(ReadOnlySpan<char> text, int position, bool ignoresCase)
    {
        var first = Letter(text, position + 1, ignoresCase);
        if (first is 's' or 't' or 'm' or 'd')
        {
            return 2;
        }

        var second = Letter(text, position + 2, ignoresCase);
        return (first, second) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    private static char Letter(ReadOnlySpan<char> text, int position, bool ignoresCase)
    {
        if (position >= text.Length)
        {
            return '\0';
        }

        var letter = text[position];
        return ignoresCase switch
        {
            true when letter is >= 'A' and <= 'Z' => (char)(letter | 0x20),
            true when letter == '\u017f' => 's', // the long s folds to s
            _ => letter,
        };
    }
}
