using System.Runtime.CompilerServices;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

public class ResourceNotificationService
{
    private readonly InstanceBoard _board;

    internal ResourceNotificationService(InstanceBoard board) => _board = board;

    /// <summary>Every instance as it is now, then each change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var changes = _board.Subscribe();
        await foreach (var instance in changes.ReadAllAsync(cancellationToken))
        {
            yield return Event(instance);
        }
    }

    /// <summary>Ends when one instance of the resource is running and healthy.</summary>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken))
        {
            if (change.Resource.Name == resourceName && change.Snapshot is { State.Text: "Running", HealthStatus: HealthStatus.Healthy })
            {
                return change;
            }
        }

        throw new OperationCanceledException("The application ended before the resource was healthy.");
    }

    private static ResourceEvent Event(ResourceInstance instance)
    {
        var status = instance.Status;
        return new ResourceEvent(instance.Resource, instance.Id, new CustomResourceSnapshot
        {
            ResourceType = instance.ResourceType,
            State = new ResourceStateSnapshot(status.State, status.Style),
            ExitCode = status.ExitCode,
            HealthStatus = status.Health,
        });
    }
}
