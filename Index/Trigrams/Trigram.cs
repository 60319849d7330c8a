namespace Julie.Index.Trigrams;

/// <summary>
/// Three neighbouring characters of a line in lower case, as a number: ASCII exactly, others by a hash, which can only add candidates. The index and
/// the planner use this one definition.
/// </summary>
internal static class Trigram
{
    /// <summary>Adds the trigrams of a text.</summary>
    public static void AddTo(ISet<uint> trigrams, ReadOnlySpan<char> text)
    {
        // A line end is in no trigram: they would be many, and say little.
        var (a, b) = ('\n', '\n');
        foreach (var raw in text)
        {
            var c = raw < 128 ? (char)(raw is >= 'A' and <= 'Z' ? raw | 0x20 : raw) : char.ToLowerInvariant(raw);
            if (a != '\n' && b != '\n' && c != '\n')
            {
                trigrams.Add(Number(a, b, c));
            }

            (a, b) = (b, c);
        }
    }

    public static IReadOnlyCollection<uint> Of(string text)
    {
        var trigrams = new HashSet<uint>();
        AddTo(trigrams, text);
        return trigrams;
    }

    private static uint Number(char a, char b, char c) => (a | b | c) < 128
        ? ((uint)a << 14) | ((uint)b << 7) | c
        : 0x8000_0000 | (((a * 0x9E37_79B1u) ^ (b * 0x85EB_CA6Bu) ^ (c * 0xC2B2_AE35u)) >> 1);
}
