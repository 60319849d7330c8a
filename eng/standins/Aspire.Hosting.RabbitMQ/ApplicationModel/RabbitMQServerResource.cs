using Aspire.Hosting.Model;
using Julie.LocalServers;

namespace Aspire.Hosting.ApplicationModel;

public class RabbitMQServerResource : ContainerResource, IResourceWithConnectionString
{
    private LocalRabbitMq? _server;

    internal RabbitMQServerResource(string name)
        : base(name)
    {
    }

    ValueTask<string?> IResourceWithConnectionString.GetConnectionStringAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(_server?.Uri.ToString());

    internal async Task<StartedServer> StartAsync(ServerStart start, CancellationToken cancellationToken)
    {
        _server = await LocalRabbitMq.StartAsync(
            new() { DataDirectory = start.DataDirectory, Port = start.Port, OnOutput = start.OnOutput }, cancellationToken);
        return new StartedServer(_server.Process, _server.Executable);
    }
}
