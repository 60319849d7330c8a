using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Model;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>The life of one instance: wait, start, watch, end. It is started again only when somebody asks for it.</summary>
internal sealed class InstanceRunner(ResourceInstance instance, IStarter starter, InstanceBoard board, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan AtFirst = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LaterOn = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _command = new(1);
    private CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public ResourceInstance Instance => instance;

    public async Task StartAsync()
    {
        await _command.WaitAsync();
        try
        {
            if (_run.IsCompleted)
            {
                _stop.Dispose();
                _stop = new CancellationTokenSource();
                _run = Task.Run(() => RunAsync(_stop.Token));
            }
        }
        finally
        {
            _command.Release();
        }
    }

    public async Task StopAsync()
    {
        await _command.WaitAsync();
        try
        {
            await _stop.CancelAsync();
            await _run;
        }
        finally
        {
            _command.Release();
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            do
            {
                instance.Update(_ => new ResourceStatus { State = KnownResourceStates.Waiting });
                await WaitForDependenciesAsync(stop);
                instance.Update(s => s with { State = KnownResourceStates.Starting });
                await using var running = await starter.StartAsync(instance, stop);
                await WatchAsync(running, stop);
            }
            // A database goes and comes back with its server.
            while (instance.Resource.Annotations.OfType<ChildAnnotation>().Any() && !stop.IsCancellationRequested);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            End(KnownResourceStates.Exited, exitCode: null, stopRequested: true);
        }
        catch (Exception e)
        {
            instance.Log.Add(e.Message, isError: true);
            End(KnownResourceStates.FailedToStart, exitCode: null, stopRequested: false);
            Log.FailedToStart(logger, instance.Id, e.Message);
        }
    }

    private async Task WaitForDependenciesAsync(CancellationToken stop)
    {
        var annotations = instance.Resource.Annotations;
        foreach (var dependency in annotations.OfType<WaitAnnotation>().Select(w => w.Dependency).Concat(annotations.OfType<ChildAnnotation>().Select(c => c.Parent)))
        {
            await board.WaitAsync(dependency, s => s.IsHealthy, stop);
        }
    }

    private async Task WatchAsync(IRunning running, CancellationToken stop)
    {
        instance.Update(s => s with { State = KnownResourceStates.Running, ProcessId = running.ProcessId, StartedAt = time.GetUtcNow() });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var health = CheckHealthAsync(running, over.Token);
        var stopRequested = await Task.WhenAny(running.Completion, Task.Delay(Timeout.Infinite, over.Token)) != running.Completion;
        await over.CancelAsync();
        await health;
        if (stopRequested)
        {
            instance.Update(s => s with { State = KnownResourceStates.Stopping, StopRequested = true });
            await running.StopAsync(CancellationToken.None);
        }

        var exitCode = await running.Completion;
        End(exitCode == 0 && !stopRequested ? KnownResourceStates.Finished : KnownResourceStates.Exited, exitCode, stopRequested);
        if (!stopRequested && exitCode != 0)
        {
            Log.Ended(logger, instance.Id, exitCode, string.Join("\n  ", instance.Log.Last(20)));
        }
    }

    private void End(string state, int? exitCode, bool stopRequested) => instance.Update(s => s with
    {
        State = state,
        ExitCode = exitCode,
        StopRequested = stopRequested,
        Health = null,
        HealthText = "",
        ProcessId = null,
        StoppedAt = time.GetUtcNow(),
    });

    private async Task CheckHealthAsync(IRunning running, CancellationToken over)
    {
        try
        {
            while (true)
            {
                var fault = await running.FindFaultAsync(over);
                instance.Update(s => s with
                {
                    Health = fault is null ? HealthStatus.Healthy : HealthStatus.Unhealthy,
                    HealthText = fault ?? "",
                    CheckedAt = s.Health is null || s.HealthText != (fault ?? "") ? time.GetUtcNow() : s.CheckedAt,
                });
                // Others wait for a start; a fault that lasts need not fill the log of the one that is asked.
                await Task.Delay(fault is null || time.GetUtcNow() - instance.Status.StartedAt > Patience ? LaterOn : AtFirst, time, over);
            }
        }
        catch (OperationCanceledException)
        {
            // Its end has been noticed.
        }
    }
}
