namespace OpenTelemetry;

/// <summary>Starts a host's telemetry, before any of its services starts.</summary>
public interface ITelemetryHostInitializer
{
    void Initialize();
}
