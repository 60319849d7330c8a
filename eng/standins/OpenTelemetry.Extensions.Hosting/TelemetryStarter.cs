using Microsoft.Extensions.Hosting;

namespace OpenTelemetry;

internal sealed class TelemetryStarter(ITelemetryHostInitializer initializer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        initializer.Initialize();
        return Task.CompletedTask;
    }

    // The service provider disposes the providers, which flushes them, after every service has stopped.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
