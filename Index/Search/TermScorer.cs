using System.Buffers;
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
        var best = new Selection(count);
        var sums = ArrayPool<int>.Shared.Rent(Window);
        var next = 0;
        while (Earliest() is var earliest && earliest < long.MaxValue)
        {
            var start = earliest - (earliest % Window);
            Array.Clear(sums, 0, Window);
            foreach (var cursor in CollectionsMarshal.AsSpan(_cursors))
            {
                cursor.AddTo(sums, start);
            }

            if (among is null)
            {
                Keep(best, sums, start);
            }
            else
            {
                next = Keep(best, sums, start, among, next);
            }
        }

        ArrayPool<int>.Shared.Return(sums);
        return best.Sorted();
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

    private static void Keep(Selection best, int[] sums, long start)
    {
        for (var i = 0; i < Window; i += Vector<int>.Count)
        {
            if (!Vector.GreaterThanAny(new Vector<int>(sums, i), new Vector<int>(best.Least)))
            {
                continue;
            }

            for (var j = i; j < i + Vector<int>.Count; j++)
            {
                if (sums[j] > best.Least)
                {
                    best.Add(start + j, sums[j]);
                }
            }
        }
    }

    private static int Keep(Selection best, int[] sums, long start, long[] among, int next)
    {
        while (next < among.Length && among[next] < start)
        {
            next++;
        }

        for (; next < among.Length && among[next] < start + Window; next++)
        {
            if (sums[among[next] - start] is var sum && sum > best.Least)
            {
                best.Add(among[next], sum);
            }
        }

        return next;
    }

    /// <summary>The best of passages that come in ascending order. Sorted whenever twice as many as are wanted are there: a heap compares for each of them.</summary>
    private sealed class Selection(int count)
    {
        private readonly long[] _passages = new long[2 * count];

        /// <summary>The score, and below it how early the passage came: of equal ones the older is the better.</summary>
        private readonly long[] _ranks = new long[2 * count];

        private int _held;
        private uint _came = uint.MaxValue;

        /// <summary>What a score must exceed.</summary>
        public int Least { get; private set; }

        public void Add(long passage, int score)
        {
            (_passages[_held], _ranks[_held]) = (passage, ((long)score << 32) | _came--);
            if (++_held == _passages.Length)
            {
                Sort();
                _held = count;
                Least = (int)(_ranks[count - 1] >> 32);
            }
        }

        public List<(long Passage, int Score)> Sorted()
        {
            Sort();
            return [.. Enumerable.Range(0, Math.Min(count, _held)).Select(i => (_passages[i], (int)(_ranks[i] >> 32)))];
        }

        private void Sort()
        {
            Array.Sort(_ranks, _passages, 0, _held);
            Array.Reverse(_ranks, 0, _held);
            Array.Reverse(_passages, 0, _held);
        }
    }

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
