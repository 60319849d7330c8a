namespace Julie.Embedding.Remote;

/// <summary>
/// Lets requests out: a fixed number at a time, within the rates of a minute, none while the service asked for patience. Of those who wait the
/// most urgent goes first, and the others wait behind it (law 8). A request that is to be tried again waits outside, so that pauses hold no slot.
/// System.Threading.RateLimiting has no priorities, which is why this is not one of its limiters. Safe for concurrent use.
/// </summary>
internal sealed class RequestGate : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<Waiter, (int Priority, long Order)> waiting = new();
    private readonly RateWindow requests;
    private readonly RateWindow tokens;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private DateTimeOffset pausedUntil = DateTimeOffset.MinValue;
    private long arrivals;
    private int free;

    public RequestGate(RemoteOptions options, TimeProvider time)
    {
        this.time = time;
        free = options.ConcurrentRequests;
        requests = new RateWindow(options.RequestsPerMinute);
        tokens = new RateWindow(options.TokensPerMinute);
        timer = time.CreateTimer(static state => ((RequestGate)state!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits to be let out. Dispose what it returns when the answer is there.</summary>
    /// <param name="priority">The lowest is most urgent.</param>
    /// <param name="amount">Tokens of the request, as far as they are known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Pass> EnterAsync(int priority, long amount, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(amount);
        lock (gate)
        {
            waiting.Enqueue(waiter, (priority, arrivals++));
            LetOut();
        }

        // Whoever wins, LetOut or the cancellation, completes the source; a cancelled waiter stays queued until LetOut skips it.
        await using (cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Source.TrySetCanceled(token), waiter))
        {
            return await waiter.Source.Task;
        }
    }

    /// <summary>Lets nobody out for so long.</summary>
    public void Pause(TimeSpan length)
    {
        lock (gate)
        {
            var until = time.GetUtcNow() + length;
            pausedUntil = until > pausedUntil ? until : pausedUntil;
        }
    }

    public void Dispose() => timer.Dispose();

    private void Wake()
    {
        lock (gate)
        {
            LetOut();
        }
    }

    private void LetOut()
    {
        while (free > 0 && waiting.TryPeek(out var next, out _))
        {
            if (next.Source.Task.IsCompleted)
            {
                waiting.Dequeue();
                continue;
            }

            var now = time.GetUtcNow();
            var wait = new[] { pausedUntil - now, requests.WaitFor(1, now), tokens.WaitFor(next.Amount, now) }.Max();
            if (wait > TimeSpan.Zero)
            {
                // A millisecond more: timers may fire a little early.
                timer.Change(wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }

            waiting.Dequeue();
            var (request, amount) = (requests.Add(1, now), tokens.Add(next.Amount, now));
            if (next.Source.TrySetResult(new Pass(this, amount)))
            {
                free--;
            }
            else
            {
                requests.Remove(request);
                tokens.Remove(amount);
            }
        }
    }

    /// <summary>A request on its way.</summary>
    internal sealed class Pass(RequestGate owner, RateWindow.Entry sent) : IDisposable
    {
        /// <summary>The service counted so many tokens.</summary>
        public void Used(long amount)
        {
            lock (owner.gate)
            {
                owner.tokens.Correct(sent, amount);
            }
        }

        public void Dispose()
        {
            lock (owner.gate)
            {
                owner.free++;
                owner.LetOut();
            }
        }
    }

    private sealed class Waiter(long amount)
    {
        public long Amount { get; } = amount;

        public TaskCompletionSource<Pass> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
