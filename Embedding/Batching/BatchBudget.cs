namespace Julie.Embedding.Batching;

/// <summary>Most padded tokens of a batch: what the options say, less after the device ran out of memory, and slowly more again. Safe for concurrent use.</summary>
internal sealed class BatchBudget
{
    private const int Least = 256;

    /// <summary>Good batches after which the budget is doubled again: another program may have held the memory for a while.</summary>
    private const int Recovery = 256;

    private readonly Lock gate = new();
    private readonly int most;
    private int current;
    private int good;

    public BatchBudget(int most) => (this.most, current) = (most, most);

    public int Current => Volatile.Read(ref current);

    /// <summary>Halves what did not fit. Returns the new budget.</summary>
    public int Shrink(int paddedTokens)
    {
        lock (gate)
        {
            good = 0;
            return current = Math.Min(current, Math.Max(Math.Min(Least, most), paddedTokens / 2));
        }
    }

    public void Fitted()
    {
        if (Current == most)
        {
            return;
        }

        lock (gate)
        {
            if (++good >= Recovery)
            {
                good = 0;
                current = Math.Min(most, current * 2);
            }
        }
    }
}
