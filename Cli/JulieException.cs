namespace Julie.Cli;

/// <summary>A failure that a person can act on: printed as two lines, never as a stack trace.</summary>
internal sealed class JulieException(int exitCode, string title, string? detail = null, Exception? inner = null)
    : Exception(title, inner)
{
    public int ExitCode { get; } = exitCode;

    public string Title { get; } = title;

    public string? Detail { get; } = detail;

    /// <summary>The trace under which the service's log tells more; null where it has no more to tell.</summary>
    public string? TraceId { get; init; }
}
