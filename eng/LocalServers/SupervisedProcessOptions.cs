namespace Julie.LocalServers;

/// <summary>What to run under supervision. The child's standard input is empty.</summary>
public sealed record SupervisedProcessOptions
{
    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added to the inherited environment; a null value removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string? WorkingDirectory { get; init; }

    public StopSignal StopSignal { get; init; } = StopSignal.Terminate;

    /// <summary>How long the child has between the stop signal and SIGKILL.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Called for every line, possibly from two threads at once (one per stream).</summary>
    public Action<OutputLine>? OnOutput { get; init; }
}
