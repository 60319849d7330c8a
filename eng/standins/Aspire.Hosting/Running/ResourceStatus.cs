using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>What is known of an instance now.</summary>
internal sealed record ResourceStatus
{
    public string State { get; init; } = KnownResourceStates.NotStarted;

    /// <summary>Null until the first check of a running instance.</summary>
    public HealthStatus? Health { get; init; }

    public string HealthText { get; init; } = "";

    public DateTimeOffset? CheckedAt { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>It was asked to end, so its end is no failure.</summary>
    public bool StopRequested { get; init; }

    public int? ProcessId { get; init; }

    /// <summary>The program of a server.</summary>
    public string? Executable { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    public ImmutableArray<KeyValuePair<string, string>> Environment { get; init; } = [];

    public bool IsHealthy => State == KnownResourceStates.Running && Health == HealthStatus.Healthy;

    public bool IsOver => KnownResourceStates.TerminalStates.Contains(State) || State == KnownResourceStates.NotStarted;

    public bool IsFailure => State == KnownResourceStates.FailedToStart || (State == KnownResourceStates.Exited && !StopRequested);

    /// <summary>How the dashboard paints the state.</summary>
    public string Style => State switch
    {
        "Running" => "success",
        "FailedToStart" => "error",
        "Exited" when !StopRequested => "error",
        _ => "info",
    };
}
