using Aspire.Hosting.Model;

namespace Aspire.Hosting.Running;

/// <summary>Starts a server that would be a container elsewhere.</summary>
internal sealed class ServerStarter(StorePaths store) : IStarter
{
    public async Task<IRunning> StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var port = instance.Resource.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name == "tcp").Ports[instance.Replica];
        var volume = instance.Resource.Annotations.OfType<VolumeAnnotation>().SingleOrDefault();
        var folder = volume is null ? store.NewTemporary(instance.Resource.Name) : store.Volume(volume.Name ?? instance.Resource.Name);
        var server = await instance.Resource.Annotations.OfType<ServerAnnotation>().Single().StartAsync(
            new ServerStart(folder, port, line => instance.Log.Add(line.Text, line.IsError)), cancellationToken);
        instance.Update(s => s with { Executable = server.Executable });
        return new RunningProcess(server.Process, HealthChecks.Connect(port));
    }
}
