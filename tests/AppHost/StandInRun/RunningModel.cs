using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Running;
using Julie.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Julie.AppHost.Tests.StandInRun;

/// <summary>
/// Two services of the tests' own: "front" has two replicas, refers to "back" and waits for it; "back" is healthy only once it is told.
/// Instead of the dashboard's program a sleep runs, and the tests ask the resource service themselves.
/// </summary>
internal sealed class RunningModel : IAsyncDisposable
{
    private readonly string _folder;
    private readonly DistributedApplication _application;

    private RunningModel(string folder, DistributedApplication application)
    {
        _folder = folder;
        _application = application;
    }

    public InstanceBoard Board => _application.Services.GetRequiredService<InstanceBoard>();

    public DashboardSettings Dashboard => _application.Services.GetRequiredService<DashboardSettings>();

    public ResourceNotificationService Notifications => _application.ResourceNotifications;

    public static async Task<RunningModel> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("julie-model-").FullName;
        var builder = DistributedApplication.CreateBuilder([]);
        builder.Configuration["Aspire:Store:Path"] = folder;
        builder.Configuration["JULIE_ASPIRE_CLI"] = await FakeProgramAsync(folder, cancellationToken);
        var project = Path.Combine(RepositoryRoot.Path, "tests/AppHost/Service/Julie.AppHost.Tests.Service.csproj");
        var back = builder.AddProject("back", project).WithHttpEndpoint().WithHttpHealthCheck("/health")
            .WithEnvironment("HEALTHY_FROM_START", "false");
        builder.AddProject("front", project).WithHttpEndpoint().WithHttpHealthCheck("/health")
            .WithReplicas(2).WithReference(back).WaitFor(back).WithEnvironment("SECRET_OF_FRONT", "hunter2");
        var application = builder.Build();
        await application.StartAsync(cancellationToken);
        return new RunningModel(folder, application);
    }

    public IReadOnlyList<ResourceInstance> Instances(string resource) => [.. Board.Instances.Where(i => i.Resource.Name == resource)];

    public ResourceInstance Instance(string resource, int replica = 0) => Instances(resource)[replica];

    public HttpClient Client(string resource, int replica = 0) => new() { BaseAddress = new Uri(Instance(resource, replica).Urls().Single().Url) };

    /// <summary>Both services up and healthy.</summary>
    public async Task HealAsync(CancellationToken cancellationToken)
    {
        await UntilAsync("back", s => s.HealthText.Contains("answered", StringComparison.Ordinal), cancellationToken);
        using var client = Client("back");
        (await client.PostAsync(new Uri("/heal", UriKind.Relative), null, cancellationToken)).EnsureSuccessStatusCode();
        await UntilAsync("front", s => s.IsHealthy, cancellationToken);
    }

    public Task UntilAsync(string resource, Func<ResourceStatus, bool> condition, CancellationToken cancellationToken) =>
        Board.WaitAsync(Instance(resource).Resource, condition, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> FakeProgramAsync(string folder, CancellationToken cancellationToken)
    {
        var program = Path.Combine(folder, "dashboard.sh");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nexec sleep 1000\n", cancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }
}
