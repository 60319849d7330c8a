namespace Julie.Embedding.Tests.Support;

/// <summary>Pauses end at once and are written down; timeouts, which are longer, never come.</summary>
internal sealed class InstantTime(TimeSpan timeout) : TimeProvider
{
    public List<TimeSpan> Pauses { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= timeout || dueTime < TimeSpan.Zero)
        {
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Pauses.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
