using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Julie.AppHost;

/// <summary>A line on standard output for each change of a resource; ./julie up shows those that start with the mark.</summary>
internal sealed class Progress(ResourceNotificationService notifications) : BackgroundService
{
    private const string Mark = "[julie] ";
    private const string DashboardName = "aspire-dashboard";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            var text = Describe(change.Snapshot);
            if (change.Resource.Name != DashboardName && text.Length > 0 && last.GetValueOrDefault(change.ResourceId) != text)
            {
                last[change.ResourceId] = text;
                Console.WriteLine($"{Mark}{change.Resource.Name,-14} {text}");
            }
        }
    }

    private static string Describe(CustomResourceSnapshot snapshot) => snapshot.State?.Text switch
    {
        null => "",
        var state when state == KnownResourceStates.Running => snapshot.HealthStatus is { } health ? $"running, {health}".ToLowerInvariant() : "running",
        var state when snapshot.ExitCode is { } exitCode => $"{state}, exit code {exitCode}",
        var state => state,
    };
}
