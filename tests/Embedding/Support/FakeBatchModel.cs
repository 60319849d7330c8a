using Julie.Embedding.Batching;

namespace Julie.Embedding.Tests.Support;

/// <summary>A device that fails as it is told: its vector is [first id, 1, 0, 0].</summary>
internal sealed class FakeBatchModel : IBatchModel
{
    public int Dimensions => 4;

    /// <summary>Padded tokens that fit.</summary>
    public int Memory { get; set; } = int.MaxValue;

    /// <summary>The id that breaks its batch.</summary>
    public int? Poison { get; set; }

    /// <summary>A batch waits here before it runs.</summary>
    public SemaphoreSlim? Gate { get; set; }

    public int Count
    {
        get
        {
            lock (Batches)
            {
                return Batches.Count;
            }
        }
    }

    /// <summary>First ids of each batch that ran.</summary>
    public List<int[]> Batches { get; } = [];

    public void Run(IReadOnlyList<TokenRow> rows, EmbedSide side, Span<float> vectors, CancellationToken cancellationToken)
    {
        Gate?.Wait(cancellationToken);
        if (rows.Count * rows.Max(row => row.Length) > Memory)
        {
            throw new DeviceMemoryException("out of memory", new InvalidOperationException());
        }

        if (rows.Any(row => row.Ids[0] == Poison))
        {
            throw new InvalidOperationException("poisoned");
        }

        lock (Batches)
        {
            Batches.Add([.. rows.Select(row => row.Ids[0])]);
        }

        vectors.Clear();
        for (var i = 0; i < rows.Count; i++)
        {
            vectors[i * Dimensions] = rows[i].Ids[0];
            vectors[(i * Dimensions) + 1] = 1;
        }
    }
}
