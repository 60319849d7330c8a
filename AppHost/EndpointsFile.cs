using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Julie.AppHost;

/// <summary>
/// JULIE_HOME/endpoints.json: where everything is. It exists exactly while everything has become healthy and the app host runs;
/// after a SIGKILL it is left behind, so readers check the process id.
/// </summary>
internal sealed class EndpointsFile(
    JulieHome home, PublicAddresses addresses, IReadOnlyList<string> resources,
    ResourceNotificationService notifications, IConfiguration configuration, IHostApplicationLifetime lifetime) : BackgroundService
{
    private const string FileName = "endpoints.json";
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        File.Delete(home.File(FileName));
        // Before the services stop, which is before this one does.
        lifetime.ApplicationStopping.Register(() => File.Delete(home.File(FileName)));
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        foreach (var resource in resources)
        {
            await notifications.WaitForResourceHealthyAsync(resource, stop.Token);
        }

        // SECURITY: holds passwords and the dashboard's token, hence readable by the owner only.
        home.WritePrivate(FileName, JsonSerializer.Serialize(
            new
            {
                QueryApi = addresses.QueryApi.Url,
                Ingest = addresses.Ingest.Url,
                Dashboard = $"{configuration[DashboardDefaults.Address]?.Split(';')[0]}/login?t={configuration[DashboardDefaults.BrowserToken]}",
                Postgres = await addresses.Index.GetConnectionStringAsync(stop.Token),
                Rabbitmq = await addresses.RabbitMq.GetConnectionStringAsync(stop.Token),
                Pid = Environment.ProcessId,
            },
            Indented));
    }
}
