namespace Julie.Ingest.Sync;

/// <summary>How long until a remote is asked for its heads again.</summary>
internal static class CheckInterval
{
    /// <summary>What was silent for a day is asked about once an hour.</summary>
    private const int Share = 24;

    private const int MostDoublings = 20;

    /// <summary>A fixed share of the time since the last change: who pushed lately pushes again soon.</summary>
    public static TimeSpan AfterAnswer(TimeSpan sinceChange, IngestOptions options, Random random) =>
        Jitter(Clamp(sinceChange / Share, options), random);

    /// <summary>Doubles with each failure.</summary>
    public static TimeSpan AfterFailure(int failures, IngestOptions options, Random random) =>
        Jitter(Clamp(options.CheckMinInterval * Math.Pow(2, Math.Min(failures, MostDoublings)), options), random);

    private static TimeSpan Clamp(TimeSpan interval, IngestOptions options) =>
        interval < options.CheckMinInterval || options.CheckMaxInterval < options.CheckMinInterval ? options.CheckMinInterval
        : interval > options.CheckMaxInterval ? options.CheckMaxInterval
        : interval;

    /// <summary>A tenth up or down, so that what was registered together is not asked about together for ever.</summary>
    private static TimeSpan Jitter(TimeSpan interval, Random random) => interval * (0.9 + (random.NextDouble() / 5));
}
