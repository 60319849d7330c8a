using System.Buffers;

namespace Julie.Embedding.Tokenizers.Models;

/// <summary>Where token ids go: into a rented buffer, or only into a count. It is full at its limit and takes no more.</summary>
internal ref struct TokenSink(int limit, bool keeps)
{
    private readonly int limit = limit;
    private readonly bool keeps = keeps;
    private int[]? ids;

    public int Count { get; private set; }

    public readonly bool Full => Count >= limit;

    /// <summary>The ids so far, valid until the next call.</summary>
    public readonly ReadOnlySpan<int> Ids => ids.AsSpan(0, Count);

    public void Add(int id)
    {
        if (Full)
        {
            return;
        }

        if (keeps)
        {
            Reserve(1);
            ids![Count] = id;
        }

        Count++;
    }

    public void Add(scoped ReadOnlySpan<int> more)
    {
        if (more.Length > limit - Count)
        {
            more = more[..Math.Max(0, limit - Count)];
        }

        if (keeps)
        {
            Reserve(more.Length);
            more.CopyTo(ids.AsSpan(Count));
        }

        Count += more.Length;
    }

    public void Return()
    {
        if (ids is not null)
        {
            ArrayPool<int>.Shared.Return(ids);
        }
    }

    private void Reserve(int more)
    {
        if (ids is null || Count + more > ids.Length)
        {
            var larger = ArrayPool<int>.Shared.Rent(Math.Max(256, (Count + more) * 2));
            Ids.CopyTo(larger);
            Return();
            ids = larger;
        }
    }
}
