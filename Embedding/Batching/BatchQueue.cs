namespace Julie.Embedding.Batching;

/// <summary>
/// What waits for the device, of all calls. A batch is formed when the device is free, from the most urgent priority that waits, so that
/// a push overtakes a backfill within one batch (law 8). Within a priority the oldest call's longest text leads the batch and the texts nearest below
/// its length fill it, whosever they are: little is padding, and no call waits for ever. Safe for concurrent use.
/// </summary>
internal sealed class BatchQueue
{
    private readonly Lock gate = new();
    private long arrivals;
    private readonly SortedDictionary<(int Priority, EmbedSide Side), Waiting> waiting = [];

    /// <summary>Texts that wait.</summary>
    public int Count { get; private set; }

    public void Add(EmbedCall call)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue((call.Priority, call.Side), out var texts))
            {
                waiting.Add((call.Priority, call.Side), texts = new Waiting());
            }

            call.Arrival = arrivals++;
            texts.Add(call);
            Count += call.Texts.Count;
        }
    }

    /// <summary>The next batch, longest text first, or nothing.</summary>
    /// <param name="budget">Most padded tokens (texts times longest text); a text that exceeds it alone gets a batch of its own.</param>
    public IReadOnlyList<PendingText> Take(int budget)
    {
        lock (gate)
        {
            foreach (var (key, texts) in waiting)
            {
                var batch = texts.Take(budget);
                Count -= batch.Count;
                if (texts.Empty)
                {
                    waiting.Remove(key);
                }

                return batch;
            }

            return [];
        }
    }

    /// <summary>Takes a call's texts out that wait. Those in a running batch are dropped when it ends.</summary>
    public void Remove(EmbedCall call)
    {
        lock (gate)
        {
            if (waiting.TryGetValue((call.Priority, call.Side), out var texts))
            {
                Count -= texts.Remove(call);
                if (texts.Empty)
                {
                    waiting.Remove((call.Priority, call.Side));
                }
            }
        }
    }

    /// <summary>Texts of one priority.</summary>
    private sealed class Waiting
    {
        /// <summary>A longer text pads the shorter ones of its batch; half its length is where a batch of their own becomes cheaper.</summary>
        private const int MostPadding = 2;

        /// <summary>Among equals the oldest stands last, where batches begin.</summary>
        private static readonly Comparer<PendingText> ByLength = Comparer<PendingText>.Create((a, b) =>
            a.Row.Length != b.Row.Length ? a.Row.Length.CompareTo(b.Row.Length) : b.Call.Arrival.CompareTo(a.Call.Arrival));

        private readonly List<PendingText> ascending = [];
        private readonly Queue<Turn> turns = new();

        public bool Empty => ascending.Count == 0;

        public void Add(EmbedCall call)
        {
            ascending.AddRange(call.Texts);
            ascending.Sort(ByLength);
            turns.Enqueue(new Turn(call));
        }

        public List<PendingText> Take(int budget)
        {
            var length = LongestOfOldest();
            // The last text of that length: whoever has it, it costs the batch the same.
            var end = UpperBound(length);
            var rows = Math.Clamp(budget / length, 1, end);
            var start = end - rows;
            while (ascending[start].Row.Length * MostPadding < length)
            {
                start++;
            }

            var batch = ascending[start..end];
            ascending.RemoveRange(start, end - start);
            batch.Reverse();
            foreach (var text in batch)
            {
                text.Taken = true;
            }

            return batch;
        }

        public int Remove(EmbedCall call)
        {
            foreach (var text in call.Texts)
            {
                text.Taken = true;
            }

            return ascending.RemoveAll(text => text.Call == call);
        }

        private int LongestOfOldest()
        {
            while (true)
            {
                var turn = turns.Peek();
                while (turn.Next < turn.Call.Texts.Count && turn.Call.Texts[turn.Next].Taken)
                {
                    turn.Next++;
                }

                if (turn.Next < turn.Call.Texts.Count)
                {
                    return turn.Call.Texts[turn.Next].Row.Length;
                }

                turns.Dequeue();
            }
        }

        private int UpperBound(int length)
        {
            var (low, high) = (0, ascending.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (ascending[middle].Row.Length <= length)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }

        /// <summary>A call and the first of its texts that may still wait.</summary>
        private sealed class Turn(EmbedCall call)
        {
            public EmbedCall Call => call;

            public int Next { get; set; }
        }
    }
}
