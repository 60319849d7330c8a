namespace Julie.Embedding.Batching;

/// <summary>A tokenised text as its graph wants it.</summary>
/// <param name="Ids">Token ids, at least one; each once where <paramref name="Counts"/> is there.</param>
/// <param name="Counts">How often each id stands in the text, for a graph to which the order means nothing; else null.</param>
/// <param name="Positions">Where each id of a bag stands first, from 0; null where the ids are in order.</param>
/// <param name="Tokens">Tokens of the text.</param>
internal sealed record TokenRow(int[] Ids, int[]? Counts, int[]? Positions, int Tokens)
{
    public int Length => Ids.Length;

    /// <summary>The ids in order.</summary>
    public static TokenRow Sequence(int[] ids) => new(ids, null, null, ids.Length);

    /// <summary>The ids as a bag.</summary>
    public static TokenRow Bag(ReadOnlySpan<int> ids)
    {
        // Sorted by id, then position: the first of equal ids is the one that stands first.
        var sorted = new long[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            sorted[i] = ((long)ids[i] << 32) | (uint)i;
        }

        Array.Sort(sorted);
        var (distinct, counts, positions) = (new int[ids.Length], new int[ids.Length], new int[ids.Length]);
        var last = -1;
        foreach (var entry in sorted)
        {
            var id = (int)(entry >> 32);
            if (last < 0 || distinct[last] != id)
            {
                (distinct[++last], positions[last]) = (id, (int)entry);
            }

            counts[last]++;
        }

        return new TokenRow(distinct[..(last + 1)], counts[..(last + 1)], positions[..(last + 1)], ids.Length);
    }
}
