using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Model;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly ResourceList _resources = [];

    public DistributedApplicationBuilder(string[] args)
    {
        AppHostDirectory = ProjectDirectory() ?? Directory.GetCurrentDirectory();
        _host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppHostDirectory });
        _host.Logging.AddSimpleConsole(o => o.SingleLine = true);
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _host.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMinutes(2));
        _host.Services.AddSingleton(_resources);
        _host.Services.AddSingleton<InstanceBoard>();
        _host.Services.AddSingleton<RunnerList>();
        _host.Services.AddSingleton<DashboardSettings>();
        _host.Services.AddSingleton<ResourceServer>();
        _host.Services.AddSingleton<DashboardRun>();
        _host.Services.AddSingleton(services => new StorePaths(services.GetRequiredService<IConfiguration>(), AppHostDirectory));
        _host.Services.AddSingleton(services => new ResourceNotificationService(services.GetRequiredService<InstanceBoard>()));
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (_resources.Exists(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"Cannot add the resource '{resource.Name}': that name is taken.");
        }

        _resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build()
    {
        // Last, so that the application's own hosted services see the model before anything runs, and outlive it.
        _host.Services.AddHostedService<Orchestrator>();
        return new DistributedApplication(_host.Build());
    }

    // Put into the AppHost's assembly by its project file; with the real packages their build targets do it.
    private static string? ProjectDirectory() => Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => string.Equals(a.Key, "apphostprojectpath", StringComparison.OrdinalIgnoreCase))?.Value;
}
