namespace Julie.Embedding.Remote;

/// <summary>
/// How much went out within the last minute. A window that slides, not a bucket that refills: a bucket lets nearly double the limit through in its
/// first minute, which services count. Not safe for concurrent use.
/// </summary>
internal sealed class RateWindow(long limit)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly LinkedList<Entry> entries = new();
    private long sum;

    /// <summary>How long to wait until this much more fits. What exceeds the limit by itself fits an empty window: it must go out some time.</summary>
    public TimeSpan WaitFor(long amount, DateTimeOffset now)
    {
        while (entries.First is { } oldest && now - oldest.Value.At >= Length)
        {
            Remove(oldest.Value);
        }

        if (limit == 0 || sum + amount <= limit || entries.Count == 0)
        {
            return TimeSpan.Zero;
        }

        var left = sum;
        foreach (var entry in entries)
        {
            left -= entry.Amount;
            if (left + amount <= limit)
            {
                return entry.At + Length - now;
            }
        }

        return entries.Last!.Value.At + Length - now;
    }

    public Entry Add(long amount, DateTimeOffset now)
    {
        var entry = new Entry(now) { Amount = amount };
        if (limit > 0)
        {
            entry.Node = entries.AddLast(entry);
            sum += amount;
        }

        return entry;
    }

    /// <summary>The service counted otherwise.</summary>
    public void Correct(Entry entry, long amount)
    {
        if (entry.Node is not null)
        {
            sum += amount - entry.Amount;
            entry.Amount = amount;
        }
    }

    /// <summary>It did not go out after all.</summary>
    public void Remove(Entry entry)
    {
        if (entry.Node is { } node)
        {
            entries.Remove(node);
            sum -= entry.Amount;
            entry.Node = null;
        }
    }

    internal sealed class Entry(DateTimeOffset at)
    {
        public DateTimeOffset At { get; } = at;

        public long Amount { get; set; }

        public LinkedListNode<Entry>? Node { get; set; }
    }
}
