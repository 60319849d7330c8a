using Aspire.Hosting.Running;
using Julie.LocalServers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard's process and the service that it asks about resources. Everything else runs without it, too.</summary>
internal sealed class DashboardRun(
    DashboardSettings settings, ResourceServer server, StorePaths store, IConfiguration configuration, ILogger<DistributedApplication> logger)
{
    private SupervisedProcess? _process;
    private LogBuffer? _log;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (FindProgram() is not { } program)
        {
            Log.NoDashboard(logger, "the program is missing in eng/.tools/aspire; run ./julie setup, or name it in JULIE_ASPIRE_CLI");
            return;
        }

        await server.StartAsync(cancellationToken);
        Directory.CreateDirectory(store.DashboardHome);
        _log = new LogBuffer(store.Log("dashboard"));
        _process = await SupervisedProcess.StartAsync(
            new()
            {
                FileName = program,
                Arguments =
                [
                    "dashboard", "run", "--non-interactive", "--nologo", "--frontend-url", settings.Frontend,
                    "--otlp-grpc-url", settings.Otlp, "--otlp-http-url", settings.OtlpHttp,
                ],
                Environment = settings.DashboardEnvironment(store.DashboardHome),
                WorkingDirectory = store.DashboardHome,
                StopTimeout = TimeSpan.FromSeconds(5),
                OnOutput = line => _log.Add(line.Text, line.IsError),
            },
            cancellationToken);
        settings.TakesTelemetry = true;
        _ = ReportEndAsync(_process);
        Log.Dashboard(logger, settings.LoginAddress);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }

        await server.StopAsync(cancellationToken);
        _log?.Dispose();
    }

    private async Task ReportEndAsync(SupervisedProcess process)
    {
        var exitCode = await process.Completion;
        if (_process is not null)
        {
            Log.NoDashboard(logger, $"it ended with exit code {exitCode}:\n  {string.Join("\n  ", _log!.Last(20))}");
        }
    }

    private string? FindProgram()
    {
        if (configuration["JULIE_ASPIRE_CLI"] is { Length: > 0 } chosen)
        {
            return File.Exists(chosen) ? chosen : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "eng", ".tools", "aspire", "aspire");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
