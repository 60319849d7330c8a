namespace Julie.Client;

/// <summary>How the client behaves; what is not said is as the defaults are.</summary>
public sealed record JulieClientOptions
{
    /// <summary>How long an answer, or the first byte of a stream, is waited for. A search that waits for a commit takes up to 60 s by itself.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How long one call may wait in all when the service says 429 with <c>Retry-After</c>, which was not worked on and so may be sent again. Beyond it, or with zero,
    /// the call ends with a <see cref="JulieProblemException"/>.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock that pauses go by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
