namespace Julie.ServiceDefaults.Bus;

/// <summary>How the bus is kept running.</summary>
internal sealed class BusOptions
{
    /// <summary>Pause between two looks at its endpoints.</summary>
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An endpoint that was not well for this long is started anew. Longer than the transport's own longest pause between two tries.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(40);
}
