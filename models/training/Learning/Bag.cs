namespace Julie.Training.Learning;

/// <summary>A text as its distinct tokens. The n-th occurrence of a token says less than the first: n occurrences count as a root of n.</summary>
internal readonly struct Bag
{
    /// <summary>n occurrences count n to this power; the exported graph takes the square root, so no other value can be exported.</summary>
    public const float Power = 0.5f;

    private Bag(int[] tokens, float[] factors) => (Tokens, Factors) = (tokens, factors);

    /// <summary>Distinct, in ascending order.</summary>
    public int[] Tokens { get; }

    /// <summary>What each token counts.</summary>
    public float[] Factors { get; }

    public static Bag Of(ReadOnlySpan<int> text)
    {
        var sorted = text.ToArray();
        Array.Sort(sorted);
        var distinct = 0;
        var counts = new float[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[distinct - 1])
            {
                sorted[distinct++] = sorted[i];
            }

            counts[distinct - 1]++;
        }

        return new Bag(sorted[..distinct], [.. counts.Take(distinct).Select(count => MathF.Pow(count, Power))]);
    }
}
