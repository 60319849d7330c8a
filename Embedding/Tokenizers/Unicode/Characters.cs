using System.Globalization;
using System.Runtime.CompilerServices;

namespace Julie.Embedding.Tokenizers.Unicode;

/// <summary>
/// Character data as Hugging Face's library has it (unicode.txt, measured by eng/tokenizers/unicode.mjs), not as .NET has it: its
/// parts follow Unicode versions of different age, and a vector must not change with the runtime that computes it.
/// </summary>
internal static class Characters
{
    private static readonly CharacterClass[] Classes = new CharacterClass[0x110000];
    private static readonly Dictionary<int, byte> Orders = [];
    private static readonly Dictionary<int, int[]> Lowers = [];
    private static readonly Dictionary<int, int[]> Decompositions = [];
    private static readonly Dictionary<(int First, int Second), int> Compositions = [];

    static Characters()
    {
        using var stream = typeof(Characters).Assembly.GetManifestResourceStream("Julie.Embedding.Tokenizers.Unicode.unicode.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        Set("4E00-9FFF 3400-4DBF 20000-2A6DF 2A700-2B73F 2B740-2B81F 2B920-2CEAF F900-FAFF 2F800-2FA1F".Split(' '), CharacterClass.Ideograph);
        Hangul.Mark(Classes);
    }

    /// <summary>The class of a character of the basic plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterClass Of(char character) => Classes[character];

    public static CharacterClass Of(int point) => Classes[point];

    /// <summary>The class of the code point at a position, and how many characters it takes. Lone surrogates are nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterClass At(ReadOnlySpan<char> text, int position, out int length)
    {
        var character = text[position];
        if (!char.IsSurrogate(character))
        {
            length = 1;
            return Classes[character];
        }

        return OfPair(text, position, out length);
    }

    /// <summary>The class of the code point that ends before a position.</summary>
    public static CharacterClass Before(ReadOnlySpan<char> text, int position) =>
        position > 1 && char.IsSurrogatePair(text[position - 2], text[position - 1])
            ? Classes[char.ConvertToUtf32(text[position - 2], text[position - 1])]
            : Classes[text[position - 1]];

    /// <summary>Rank of the canonical combining class; 0 does not move.</summary>
    public static byte OrderOf(int point) => Orders.GetValueOrDefault(point);

    public static ReadOnlySpan<int> LowerOf(int point) => Lowers[point];

    /// <summary>The full canonical decomposition, but for Hangul syllables.</summary>
    public static ReadOnlySpan<int> DecompositionOf(int point) => Decompositions[point];

    /// <summary>What two code points compose to, or -1.</summary>
    public static int Compose(int first, int second) =>
        Hangul.Compose(first, second) is var syllable and >= 0 ? syllable : Compositions.GetValueOrDefault((first, second), -1);

    private static CharacterClass OfPair(ReadOnlySpan<char> text, int position, out int length)
    {
        if (position + 1 < text.Length && char.IsSurrogatePair(text[position], text[position + 1]))
        {
            length = 2;
            return Classes[char.ConvertToUtf32(text[position], text[position + 1])];
        }

        length = 1;
        return CharacterClass.None;
    }

    private static void Read(string[] line)
    {
        var entries = line[0] == "class" ? line.AsSpan(2) : line.AsSpan(1);
        switch (line[0])
        {
            case "class":
                Set(entries, CharacterClass.Moves | CharacterClass.Composes);
                foreach (var point in entries.ToArray().SelectMany(PointsOf))
                {
                    Orders[point] = byte.Parse(line[1], CultureInfo.InvariantCulture);
                }

                break;
            case "lower":
                Map(entries, Lowers, CharacterClass.Lowers);
                break;
            case "decomposed":
                Map(entries, Decompositions, CharacterClass.Decomposes | CharacterClass.Composes);
                break;
            case "composed":
                ReadCompositions(entries);
                break;
            case "mark" or "accent" or "word" or "numeric" or "blank" or "control" or "punctuation" or "space" or "number" or "letter":
                Set(entries, Enum.Parse<CharacterClass>(line[0], ignoreCase: true));
                break;
            default:
                throw new InvalidDataException($"unicode.txt has an unknown line '{line[0]}'.");
        }
    }

    private static void ReadCompositions(ReadOnlySpan<string> entries)
    {
        foreach (var entry in entries)
        {
            var parts = entry.Split('+', '=');
            var (first, second, whole) = (Hex(parts[0]), Hex(parts[1]), Hex(parts[2]));
            Compositions[(first, second)] = whole;
            Classes[second] |= CharacterClass.Composes;
            Classes[whole] &= ~CharacterClass.Composes;
        }
    }

    private static void Map(ReadOnlySpan<string> entries, Dictionary<int, int[]> mapping, CharacterClass marker)
    {
        // first-last/step=target, neighbours of equal distance; or point=target+target
        foreach (var entry in entries)
        {
            var (from, to) = (entry[..entry.IndexOf('=', StringComparison.Ordinal)], entry[(entry.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            var points = PointsOf(from).ToArray();
            foreach (var point in points)
            {
                mapping[point] = points.Length == 1 ? [.. to.Split('+').Select(Hex)] : [Hex(to) + point - points[0]];
                Classes[point] |= marker;
            }
        }
    }

    private static void Set(ReadOnlySpan<string> entries, CharacterClass marker)
    {
        foreach (var entry in entries)
        {
            foreach (var point in PointsOf(entry))
            {
                Classes[point] |= marker;
            }
        }
    }

    private static IEnumerable<int> PointsOf(string range)
    {
        var parts = range.Split('-', '/');
        var step = parts.Length > 2 ? Hex(parts[2]) : 1;
        for (var point = Hex(parts[0]); point <= Hex(parts[Math.Min(1, parts.Length - 1)]); point += step)
        {
            yield return point;
        }
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
