using Aspire.Hosting.Model;
using Julie.LocalServers;

namespace Aspire.Hosting.ApplicationModel;

public class PostgresServerResource : ContainerResource, IResourceWithConnectionString
{
    internal PostgresServerResource(string name)
        : base(name)
    {
    }

    internal LocalPostgres? Server { get; private set; }

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Server?.ConnectionString("postgres"));

    internal async Task<StartedServer> StartAsync(ServerStart start, CancellationToken cancellationToken)
    {
        Server = await LocalPostgres.StartAsync(
            new() { DataDirectory = start.DataDirectory, Port = start.Port, OnOutput = start.OnOutput }, cancellationToken);
        return new StartedServer(Server.Process, Server.Executable);
    }
}
