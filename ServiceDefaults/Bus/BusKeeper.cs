using MassTransit;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Julie.ServiceDefaults.Bus;

/// <summary>
/// Starts the bus, and starts again what MassTransit gives up: its own service starts the bus once, and an endpoint whose connection ends by a time-out
/// or by a refusal of the broker stays down for ever. Nothing restarts a process on a single machine, so the process mends it itself.
/// </summary>
internal sealed partial class BusKeeper(IBusControl bus, IOptions<BusOptions> options, TimeProvider time, ILogger<BusKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private readonly Dictionary<Uri, long> _unwell = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await bus.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(StartBusAsync(stoppingToken), KeepAsync(stoppingToken));

    private async Task StartBusAsync(CancellationToken stoppingToken)
    {
        // A start that is cancelled waits for what may never come: it is left alone instead.
        using var never = new CancellationTokenSource();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Ends once every endpoint was ready; until then they are kept.
                await bus.StartAsync(never.Token).WaitAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                StartFailed(exception.Message, exception);
                await Task.Delay(options.Value.LookInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (health, since) in Unwell())
            {
                if (time.GetElapsedTime(since) >= options.Value.Patience)
                {
                    _unwell.Remove(health.InputAddress);
                    await RestartAsync(health, stoppingToken);
                }
            }
        }
    }

    private List<(EndpointHealthResult Health, long Since)> Unwell()
    {
        var unwell = new List<(EndpointHealthResult, long)>();
        foreach (var health in bus.CheckHealth().Endpoints.Values)
        {
            if (health.Status == BusHealthStatus.Healthy)
            {
                _unwell.Remove(health.InputAddress);
                continue;
            }

            _unwell.TryAdd(health.InputAddress, time.GetTimestamp());
            unwell.Add((health, _unwell[health.InputAddress]));
        }

        return unwell;
    }

    private async Task RestartAsync(EndpointHealthResult health, CancellationToken stoppingToken)
    {
        EndpointRestarts(health.InputAddress.AbsolutePath, health.Description ?? string.Empty);
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            stop.CancelAfter(StopPatience);
            await health.ReceiveEndpoint.Stop(stop.Token).WaitAsync(stop.Token);
            _ = health.ReceiveEndpoint.Start(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            RestartFailed(health.InputAddress.AbsolutePath, exception.Message, exception);
        }
    }

    [LoggerMessage(9001, LogLevel.Warning, "The message bus did not start, it is tried again: {Error}")]
    private partial void StartFailed(string error, Exception exception);

    [LoggerMessage(9002, LogLevel.Warning, "The queue {Queue} is listened to anew; it was not well for long: {Problem}")]
    private partial void EndpointRestarts(string queue, string problem);

    [LoggerMessage(9003, LogLevel.Warning, "The queue {Queue} could not be listened to anew, it is tried again: {Error}")]
    private partial void RestartFailed(string queue, string error, Exception exception);
}
