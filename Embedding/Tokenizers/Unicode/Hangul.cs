namespace Julie.Embedding.Tokenizers.Unicode;

/// <summary>Hangul syllables, which Unicode composes by arithmetic (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    private const int First = 0xac00;
    private const int Leading = 0x1100;
    private const int Vowel = 0x1161;
    private const int Trailing = 0x11a7;
    private const int Leadings = 19;
    private const int Vowels = 21;
    private const int Trailings = 28;
    private const int Last = First + (Leadings * Vowels * Trailings) - 1;

    public static bool IsSyllable(int point) => point is >= First and <= Last;

    /// <summary>Two or three parts.</summary>
    public static int Decompose(int syllable, Span<int> parts)
    {
        var index = syllable - First;
        parts[0] = Leading + (index / (Vowels * Trailings));
        parts[1] = Vowel + (index / Trailings % Vowels);
        parts[2] = Trailing + (index % Trailings);
        return parts[2] == Trailing ? 2 : 3;
    }

    public static int Compose(int first, int second)
    {
        if (first is >= Leading and < Leading + Leadings && second is >= Vowel and < Vowel + Vowels)
        {
            return First + ((((first - Leading) * Vowels) + second - Vowel) * Trailings);
        }

        return IsSyllable(first) && (first - First) % Trailings == 0 && second is > Trailing and < Trailing + Trailings
            ? first + second - Trailing
            : -1;
    }

    public static void Mark(Span<CharacterClass> classes)
    {
        for (var point = First; point <= Last; point++)
        {
            classes[point] |= CharacterClass.Decomposes;
        }

        for (var point = Vowel; point < Trailing + Trailings; point++)
        {
            classes[point] |= CharacterClass.Composes;
        }
    }
}
