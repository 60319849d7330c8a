namespace Julie.Embedding.Batching;

/// <summary>Groups texts of like length, so that little of a batch is padding.</summary>
internal static class BatchPlanner
{
    /// <summary>Batches of indices into <paramref name="lengths"/>, longest texts first; every index is in exactly one batch.</summary>
    /// <param name="lengths">Tokens of each text.</param>
    /// <param name="budget">Most padded tokens (rows times longest row) of a batch; a text that exceeds it alone gets a batch of its own.</param>
    /// <remarks>Longest first: memory peaks in the first batch, where it fails at once or never.</remarks>
    public static IReadOnlyList<int[]> Plan(IReadOnlyList<int> lengths, int budget)
    {
        var order = Enumerable.Range(0, lengths.Count).ToArray();
        Array.Sort(order, (a, b) => lengths[a] == lengths[b] ? a.CompareTo(b) : lengths[b].CompareTo(lengths[a]));

        var batches = new List<int[]>();
        for (var start = 0; start < order.Length;)
        {
            var longest = Math.Max(1, lengths[order[start]]);
            var rows = Math.Clamp(budget / longest, 1, order.Length - start);
            batches.Add(order[start..(start + rows)]);
            start += rows;
        }

        return batches;
    }
}
