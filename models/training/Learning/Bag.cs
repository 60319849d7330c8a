using System.Runtime.InteropServices;

namespace Julie.Training.Learning;

/// <summary>
/// A text as its distinct tokens. The n-th occurrence of a token says less than the first: n occurrences count as a root of n. Where a token
/// stands first matters, too: what a passage is about is said at its beginning.
/// </summary>
internal readonly struct Bag
{
    /// <summary>n occurrences count n to this power; the exported graph takes the square root, so no other value can be exported.</summary>
    public const float Power = 0.5f;

    /// <summary>Places that are told apart; all later ones are the last.</summary>
    public const int MostPlaces = 64;

    private Bag(int[] tokens, float[] factors, byte[] places) => (Tokens, Factors, Places) = (tokens, factors, places);

    /// <summary>Distinct, in ascending order.</summary>
    public int[] Tokens { get; }

    /// <summary>What each token counts.</summary>
    public float[] Factors { get; }

    /// <summary>Where each stands first.</summary>
    public byte[] Places { get; }

    public static Bag Of(ReadOnlySpan<int> text)
    {
        var sorted = new long[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            sorted[i] = ((long)text[i] << 32) | (uint)i;
        }

        Array.Sort(sorted);
        var (tokens, counts, places) = (new List<int>(text.Length), new List<float>(text.Length), new List<byte>(text.Length));
        foreach (var entry in sorted)
        {
            var token = (int)(entry >> 32);
            if (tokens.Count == 0 || tokens[^1] != token)
            {
                tokens.Add(token);
                counts.Add(0);
                places.Add((byte)Math.Min((int)entry, MostPlaces - 1));
            }

            CollectionsMarshal.AsSpan(counts)[^1]++;
        }

        return new Bag([.. tokens], [.. counts.Select(count => MathF.Pow(count, Power))], [.. places]);
    }
}
