using System.Buffers;

namespace Julie.Embedding.Tokenizers.Models;

/// <summary>The tokens of one word: ids, and for each the part of the word that it stands for. Buffers are rented.</summary>
internal sealed class WordTokens : IDisposable
{
    private int[] ids = ArrayPool<int>.Shared.Rent(64);
    private int[] starts = ArrayPool<int>.Shared.Rent(64);
    private int[] ends = ArrayPool<int>.Shared.Rent(64);

    public int Count { get; private set; }

    public ReadOnlySpan<int> Ids => ids.AsSpan(0, Count);

    public int StartOf(int index) => starts[index];

    public int EndOf(int index) => ends[index];

    public void Add(int id, int start, int end)
    {
        if (Count == ids.Length)
        {
            Grow(ref ids);
        }

        if (Count == starts.Length)
        {
            Grow(ref starts);
        }

        if (Count == ends.Length)
        {
            Grow(ref ends);
        }

        (ids[Count], starts[Count], ends[Count]) = (id, start, end);
        Count++;
    }

    public void Clear() => Count = 0;

    /// <summary>Makes one token of this one and the next.</summary>
    public void Merge(int index, int id)
    {
        (ids[index], ends[index]) = (id, ends[index + 1]);
        var rest = Count - index - 2;
        ids.AsSpan(index + 2, rest).CopyTo(ids.AsSpan(index + 1));
        starts.AsSpan(index + 2, rest).CopyTo(starts.AsSpan(index + 1));
        ends.AsSpan(index + 2, rest).CopyTo(ends.AsSpan(index + 1));
        Count--;
    }

    /// <summary>Sets the ids; one that is negative was merged into the token before it.</summary>
    public void Keep(ReadOnlySpan<int> merged)
    {
        var kept = 0;
        for (var i = 0; i < merged.Length; i++)
        {
            if (merged[i] < 0)
            {
                ends[kept - 1] = ends[i];
                continue;
            }

            (ids[kept], starts[kept], ends[kept]) = (merged[i], starts[i], ends[i]);
            kept++;
        }

        Count = kept;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(ids);
        ArrayPool<int>.Shared.Return(starts);
        ArrayPool<int>.Shared.Return(ends);
    }

    private void Grow(ref int[] buffer)
    {
        var larger = ArrayPool<int>.Shared.Rent(Count * 2);
        buffer.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<int>.Shared.Return(buffer);
        buffer = larger;
    }
}
