namespace Julie.Cli.Indexing;

/// <summary>Units a second over the last seconds: short enough to follow a change, long enough not to jump.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private readonly Queue<(long At, long Value)> samples = new();
    private (long At, long Value) last;

    /// <summary>Null until two samples lie apart, and when nothing moves.</summary>
    public double? PerSecond { get; private set; }

    public void Add(long value)
    {
        last = (time.GetTimestamp(), value);
        samples.Enqueue(last);
        while (samples.Count > 2 && time.GetElapsedTime(samples.Peek().At, last.At) > Window)
        {
            samples.Dequeue();
        }

        (long at, long first) = samples.Peek();
        double seconds = time.GetElapsedTime(at, last.At).TotalSeconds;
        PerSecond = seconds < 0.2 || value <= first ? null : (value - first) / seconds;
    }
}
