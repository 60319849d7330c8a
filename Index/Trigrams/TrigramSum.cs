namespace Julie.Index.Trigrams;

/// <summary>Which trigrams a text holds, so short that it can be compared: how many, and a sum over them in which their order does not count.</summary>
/// <param name="Count">Distinct trigrams.</param>
/// <param name="Sum">Sum of their hashes.</param>
internal readonly record struct TrigramSum(int Count, ulong Sum)
{
    public TrigramSum Add(uint trigram) => new(Count + 1, unchecked(Sum + Hash(trigram)));

    public static TrigramSum Of(string text)
    {
        var sum = default(TrigramSum);
        foreach (var trigram in Trigram.Of(text))
        {
            sum = sum.Add(trigram);
        }

        return sum;
    }

    /// <summary>The finalizer of SplitMix64: of sums of plain trigrams too many are equal.</summary>
    private static ulong Hash(uint trigram)
    {
        unchecked
        {
            var hash = (trigram + 1UL) * 0x9E37_79B9_7F4A_7C15;
            hash = (hash ^ (hash >> 30)) * 0xBF58_476D_1CE4_E5B9;
            hash = (hash ^ (hash >> 27)) * 0x94D0_49BB_1331_11EB;
            return hash ^ (hash >> 31);
        }
    }
}
