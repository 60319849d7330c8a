using System.Diagnostics;

namespace Julie.Embedding.Batching;

/// <summary>Texts that were handed over together and are answered together. Their batches may hold texts of other calls.</summary>
internal sealed class EmbedCall
{
    private readonly TaskCompletionSource<float[]> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly float[] vectors;
    private readonly int dimensions;
    private int remaining;

    /// <param name="rows">Tokens of each text.</param>
    /// <param name="firstText">Place of the first among the texts that the caller knows: for messages.</param>
    /// <param name="dimensions">Numbers of a vector.</param>
    /// <param name="side">Document or query: a batch holds one side only.</param>
    /// <param name="priority">0 is most urgent.</param>
    public EmbedCall(IReadOnlyList<TokenRow> rows, int firstText, int dimensions, EmbedSide side, int priority)
    {
        this.dimensions = dimensions;
        FirstText = firstText;
        Side = side;
        Priority = priority;
        remaining = rows.Count;
        vectors = new float[rows.Count * dimensions];
        Texts = [.. rows.Select((row, index) => new PendingText(this, index, row)).OrderByDescending(text => text.Row.Length)];
    }

    public int FirstText { get; }

    public EmbedSide Side { get; }

    public int Priority { get; }

    /// <summary>Timestamp of its making.</summary>
    public long Start { get; } = Stopwatch.GetTimestamp();

    /// <summary>When it came, against other calls; set by the queue.</summary>
    public long Arrival { get; set; }

    /// <summary>Longest first.</summary>
    public IReadOnlyList<PendingText> Texts { get; }

    /// <summary>The vectors, [texts, dimensions] in the order of the texts; or the first failure.</summary>
    public Task<float[]> Completion => completion.Task;

    /// <summary>Whether nobody waits for more: answered, failed or cancelled.</summary>
    public bool Over => completion.Task.IsCompleted;

    public void Deliver(int index, ReadOnlySpan<float> vector)
    {
        vector.CopyTo(vectors.AsSpan(index * dimensions, dimensions));
        if (Interlocked.Decrement(ref remaining) == 0)
        {
            completion.TrySetResult(vectors);
        }
    }

    public void Fail(Exception exception) => completion.TrySetException(exception);

    public void Cancel(CancellationToken cancellationToken) => completion.TrySetCanceled(cancellationToken);
}
