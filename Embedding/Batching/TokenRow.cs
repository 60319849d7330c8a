namespace Julie.Embedding.Batching;

/// <summary>A tokenised text as its graph wants it.</summary>
/// <param name="Ids">Token ids, at least one; each once where <paramref name="Counts"/> is there.</param>
/// <param name="Counts">How often each id stands in the text, for a graph to which the order means nothing; else null.</param>
/// <param name="Tokens">Tokens of the text.</param>
internal sealed record TokenRow(int[] Ids, int[]? Counts, int Tokens)
{
    public int Length => Ids.Length;

    /// <summary>The ids in order.</summary>
    public static TokenRow Sequence(int[] ids) => new(ids, null, ids.Length);

    /// <summary>The ids as a bag. Sorts <paramref name="ids"/>.</summary>
    public static TokenRow Bag(int[] ids)
    {
        var tokens = ids.Length;
        Array.Sort(ids);
        var counts = new int[tokens];
        var distinct = 0;
        for (var i = 0; i < tokens; i++)
        {
            if (distinct > 0 && ids[distinct - 1] == ids[i])
            {
                counts[distinct - 1]++;
            }
            else
            {
                ids[distinct] = ids[i];
                counts[distinct++] = 1;
            }
        }

        return new TokenRow(ids[..distinct], counts[..distinct], tokens);
    }
}
