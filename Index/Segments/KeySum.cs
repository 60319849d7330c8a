namespace Julie.Index.Segments;

/// <summary>Which keys an item has, so short that it can be compared: how many, and a sum over them in which their order does not count.</summary>
/// <param name="Count">Distinct keys.</param>
/// <param name="Sum">Sum of their hashes, weights included.</param>
internal readonly record struct KeySum(int Count, ulong Sum)
{
    public KeySum Add(uint key, byte weight) => new(Count + 1, unchecked(Sum + Hash(key, weight)));

    public static KeySum Of(IEnumerable<(uint Key, byte Weight)> keys)
    {
        var sum = default(KeySum);
        foreach (var (key, weight) in keys)
        {
            sum = sum.Add(key, weight);
        }

        return sum;
    }

    /// <summary>The finalizer of SplitMix64: of sums of plain keys too many are equal.</summary>
    private static ulong Hash(uint key, byte weight)
    {
        unchecked
        {
            var hash = (((ulong)weight << 32) + key + 1UL) * 0x9E37_79B9_7F4A_7C15;
            hash = (hash ^ (hash >> 30)) * 0xBF58_476D_1CE4_E5B9;
            hash = (hash ^ (hash >> 27)) * 0x94D0_49BB_1331_11EB;
            return hash ^ (hash >> 31);
        }
    }
}
