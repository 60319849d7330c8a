using System.Net.Http.Headers;

namespace Julie.Embedding.Pull;

/// <summary>Pauses between tries: doubling with jitter, or what the hub asks for.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>A hub that wants a longer pause is believed up to here.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);

    public static TimeSpan Pause(int failures, TimeSpan first, RetryConditionHeaderValue? retryAfter, DateTimeOffset now)
    {
        var asked = retryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => TimeSpan.Zero,
        };
        var doubled = Math.Min(first.TotalMilliseconds * Math.Pow(2, failures - 1), Longest.TotalMilliseconds);
        var own = TimeSpan.FromMilliseconds(doubled * (0.75 + (Random.Shared.NextDouble() / 2)));
        return asked > LongestAsked ? LongestAsked : asked > own ? asked : own;
    }
}
