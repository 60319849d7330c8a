using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Model;
using Julie.LocalServers;

namespace Aspire.Hosting.Running;

/// <summary>Starts what a project's build left beside the AppHost's own output; nothing is built here.</summary>
internal sealed class ProjectStarter(DashboardSettings dashboard) : IStarter
{
    public async Task<IRunning> StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var project = instance.Resource.Annotations.OfType<ProjectAnnotation>().Single().Path;
        var assembly = FindOutput(project);
        var environment = await EnvironmentAsync(instance, cancellationToken);
        instance.Update(s => s with { Environment = [.. environment.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Key, v.Value!)).OrderBy(v => v.Key, StringComparer.Ordinal)] });
        var process = await SupervisedProcess.StartAsync(
            new()
            {
                FileName = "dotnet",
                Arguments = [assembly],
                WorkingDirectory = Path.GetDirectoryName(project),
                Environment = environment,
                StopTimeout = TimeSpan.FromSeconds(30),
                OnOutput = line => instance.Log.Add(line.Text, line.IsError),
            },
            cancellationToken);
        return new RunningProcess(process, HealthChecks.Of(instance));
    }

    /// <summary>artifacts/bin/PROJECT/CONFIGURATION beside the AppHost's, else bin/CONFIGURATION in the project's folder.</summary>
    internal static string FindOutput(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var besides = Path.Combine(own.Parent!.Parent!.FullName, name, own.Name, name + ".dll");
        if (File.Exists(besides))
        {
            return besides;
        }

        var bin = Path.Combine(Path.GetDirectoryName(project)!, "bin");
        return (Directory.Exists(bin) ? Directory.GetFiles(bin, name + ".dll", SearchOption.AllDirectories) : [])
            .OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
            ?? throw new DistributedApplicationException($"{project} is not built: there is no {besides}. Run ./julie build.");
    }

    private async Task<Dictionary<string, string?>> EnvironmentAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var inherited in System.Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsOurs))
        {
            environment[inherited] = null;
        }

        var urls = new List<string>();
        foreach (var endpoint in instance.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            urls.Add(EndpointAnnotation.Url(endpoint.Scheme, endpoint.Ports[instance.Replica]));
            if (endpoint.EnvironmentVariable is { } variable)
            {
                environment[variable] = endpoint.Ports[instance.Replica].ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        if (urls.Count > 0)
        {
            environment["ASPNETCORE_URLS"] = string.Join(';', urls);
        }

        dashboard.AddTelemetry(environment, instance);
        foreach (var annotation in instance.Resource.Annotations.OfType<EnvironmentAnnotation>())
        {
            await annotation.AddAsync(environment, cancellationToken);
        }

        return environment;
    }

    // The AppHost's own addresses and the dashboard's secrets are nothing to its children.
    private static bool IsOurs(string variable) =>
        variable.StartsWith("ASPIRE_", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("DASHBOARD__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("APPHOST__", StringComparison.OrdinalIgnoreCase)
        || variable is "ASPNETCORE_URLS" or "ASPNETCORE_HTTP_PORTS" or "URLS";
}
