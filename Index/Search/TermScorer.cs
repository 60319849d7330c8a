using System.Numerics;
using System.Runtime.InteropServices;
using Julie.Index.Lexical;
using Julie.Index.Segments;

namespace Julie.Index.Search;

/// <summary>
/// Sums up what the postings of several terms say of each passage, and keeps the best. Term by term over windows of passages, as Lucene's BooleanScorer does it: one addition a
/// posting, into memory that the processor's cache holds. Scores are whole numbers: their sum is the same in any order, so that the same passages are the best whichever segments they are in.
/// </summary>
internal sealed class TermScorer
{
    /// <summary>Passages of a window: their sums are a quarter of a megabyte.</summary>
    private const int Window = 1 << 16;

    private readonly List<Cursor> _cursors = [];

    /// <summary>Adds a term's list in one segment.</summary>
    /// <param name="list">Its postings, encoded.</param>
    /// <param name="scores">What each weight byte adds to a score (<see cref="TermImpact.Scores"/>).</param>
    public void Add(ReadOnlyMemory<byte> list, int[] scores)
    {
        var cursor = new Cursor(list, scores);
        cursor.Advance();
        _cursors.Add(cursor);
    }

    /// <summary>The best passages, best first; of equal ones the older. Consumes the lists.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="among">Only these, in ascending order; null: any.</param>
    public List<(long Passage, int Score)> Best(int count, long[]? among)
    {
        var best = new PriorityQueue<long, (int Score, long Older)>(count + 1);
        var sums = new int[Window];
        var next = 0;
        while (Earliest() is var earliest && earliest < long.MaxValue)
        {
            var start = earliest - (earliest % Window);
            Array.Clear(sums);
            foreach (var cursor in CollectionsMarshal.AsSpan(_cursors))
            {
                cursor.AddTo(sums, start);
            }

            if (among is null)
            {
                Keep(best, count, sums, start);
            }
            else
            {
                next = Keep(best, count, sums, start, among, next);
            }
        }

        var found = new List<(long, int)>(best.Count);
        while (best.TryDequeue(out var passage, out var rank))
        {
            found.Add((passage, rank.Score));
        }

        found.Reverse();
        return found;
    }

    private long Earliest()
    {
        var earliest = long.MaxValue;
        foreach (var cursor in CollectionsMarshal.AsSpan(_cursors))
        {
            earliest = Math.Min(earliest, cursor.Passage);
        }

        return earliest;
    }

    private static void Keep(PriorityQueue<long, (int, long)> best, int count, int[] sums, long start)
    {
        var least = Least(best, count);
        for (var i = 0; i < Window; i += Vector<int>.Count)
        {
            if (!Vector.GreaterThanAny(new Vector<int>(sums, i), new Vector<int>(least)))
            {
                continue;
            }

            for (var j = i; j < i + Vector<int>.Count; j++)
            {
                if (sums[j] > least)
                {
                    Keep(best, count, start + j, sums[j]);
                    least = Least(best, count);
                }
            }
        }
    }

    private static int Keep(PriorityQueue<long, (int, long)> best, int count, int[] sums, long start, long[] among, int next)
    {
        while (next < among.Length && among[next] < start)
        {
            next++;
        }

        for (; next < among.Length && among[next] < start + Window; next++)
        {
            if (sums[among[next] - start] is var sum && sum > Least(best, count))
            {
                Keep(best, count, among[next], sum);
            }
        }

        return next;
    }

    private static void Keep(PriorityQueue<long, (int, long)> best, int count, long passage, int sum)
    {
        best.Enqueue(passage, (sum, -passage));
        if (best.Count > count)
        {
            best.Dequeue();
        }
    }

    /// <summary>What a score must exceed.</summary>
    private static int Least(PriorityQueue<long, (int Score, long)> best, int count) =>
        best.Count == count && best.TryPeek(out _, out var worst) ? worst.Score : 0;

    /// <summary>Where one list is read.</summary>
    private sealed class Cursor(ReadOnlyMemory<byte> list, int[] scores)
    {
        private int _at;
        private byte _impact;

        /// <summary>The next passage; the largest number where there is none.</summary>
        public long Passage { get; private set; }

        public void Advance()
        {
            var bytes = list.Span;
            if (_at >= bytes.Length)
            {
                Passage = long.MaxValue;
                return;
            }

            Passage += (long)Postings.Number(bytes, ref _at);
            _impact = bytes[_at++];
        }

        /// <summary>Adds the postings of one window.</summary>
        public void AddTo(int[] sums, long start)
        {
            var end = start + Window;
            if (Passage >= end)
            {
                return;
            }

            var bytes = list.Span;
            var (at, passage, impact) = (_at, Passage, _impact);
            while (true)
            {
                sums[passage - start] += scores[impact];
                if (at >= bytes.Length)
                {
                    passage = long.MaxValue;
                    break;
                }

                // most differences are one byte
                passage += bytes[at] < 0x80 ? bytes[at++] : (long)Postings.Number(bytes, ref at);
                impact = bytes[at++];
                if (passage >= end)
                {
                    break;
                }
            }

            (_at, Passage, _impact) = (at, passage, impact);
        }
    }
}
