using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Model;
using Julie.LocalServers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>Runs the app model: every resource in order of its dependencies, and the dashboard that watches them.</summary>
internal sealed class Orchestrator(
    ResourceList resources, InstanceBoard board, RunnerList runners, StorePaths store, DashboardSettings settings, DashboardRun dashboard,
    ILogger<DistributedApplication> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in resources)
        {
            AddInstances(resource);
        }

        await dashboard.StartAsync(cancellationToken);
        foreach (var runner in runners)
        {
            await runner.StartAsync();
        }
    }

    /// <summary>Those that wait for others end before these; the dashboard is last, so that it gets their last telemetry.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var group in runners.GroupBy(r => Depth(r.Instance.Resource)).OrderByDescending(g => g.Key))
        {
            await Task.WhenAll(group.Select(r => r.StopAsync()));
        }

        await dashboard.StopAsync(cancellationToken);
        foreach (var instance in board.Instances)
        {
            instance.Log.Dispose();
        }
    }

    private void AddInstances(IResource resource)
    {
        var starter = StarterOf(resource);
        if (starter is null)
        {
            return;
        }

        var replicas = resource.Annotations.OfType<ReplicaAnnotation>().SingleOrDefault()?.Replicas ?? 1;
        for (var replica = 0; replica < replicas; replica++)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                endpoint.Ports.Add(replica == 0 && endpoint.Port is { } wanted ? wanted : FreePort.Find());
            }

            var suffix = resource is ProjectResource ? RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", 8) : null;
            var log = new LogBuffer(store.Log(replicas == 1 ? resource.Name : $"{resource.Name}-{replica}"));
            var instance = new ResourceInstance(board, resource, replica, suffix, log);
            runners.Add(new InstanceRunner(instance, starter, board, TimeProvider.System, logger));
            board.Add(instance);
        }
    }

    private IStarter? StarterOf(IResource resource) =>
        resource.Annotations.OfType<ProjectAnnotation>().Any() ? new ProjectStarter(settings)
        : resource.Annotations.OfType<ServerAnnotation>().Any() ? new ServerStarter(store)
        : resource.Annotations.OfType<ChildAnnotation>().Any() ? new ChildStarter(board)
        : null;

    private static int Depth(IResource resource) => resource.Annotations
        .Select(a => a switch
        {
            WaitAnnotation wait => 1 + Depth(wait.Dependency),
            ChildAnnotation child => 1 + Depth(child.Parent),
            _ => 0,
        })
        .DefaultIfEmpty(0).Max();
}
