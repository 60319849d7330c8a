namespace Julie.Embedding.Batching;

/// <summary>
/// Lets a fixed number in at a time; of those who wait, the most urgent goes first, and the first among equals. A batch of a
/// backfill therefore delays a push by one batch at most (law 8).
/// </summary>
internal sealed class PriorityGate(int slots)
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<TaskCompletionSource, (int Priority, long Order)> waiting = new();
    private int free = slots;
    private long arrivals;

    /// <summary>Waits for a slot. Dispose what it returns to give the slot back.</summary>
    /// <param name="priority">0 is most urgent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<Slot> EnterAsync(int priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource waiter;
        lock (gate)
        {
            if (free > 0)
            {
                free--;
                return new Slot(this);
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(waiter, (priority, arrivals++));
        }

        // Whoever wins, Exit or the cancellation, completes the source; a cancelled waiter stays queued until Exit skips it.
        await using (cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter))
        {
            await waiter.Task;
        }

        return new Slot(this);
    }

    private void Exit()
    {
        lock (gate)
        {
            while (waiting.TryDequeue(out var next, out _))
            {
                if (next.TrySetResult())
                {
                    return; // the slot went over to it
                }
            }

            free++;
        }
    }

    /// <summary>A held slot.</summary>
    public readonly struct Slot(PriorityGate owner) : IDisposable
    {
        public void Dispose() => owner.Exit();
    }
}
