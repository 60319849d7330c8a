using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

using Julie.Contracts.Api;

using Xunit;

namespace Julie.Tests.Support;

/// <summary>
/// The whole product as a user runs it: AppHost with real servers and services, on a data folder of its own. Started once
/// for a test assembly (<c>[assembly: AssemblyFixture(typeof(RunningSystem))]</c>). With JULIE_TEST_HOME set, a system
/// that already runs on that folder is used and left running.
/// </summary>
public sealed class RunningSystem : IAsyncLifetime
{
    /// <summary>Secret of the hook named github.</summary>
    public const string HookSecret = "the secret of the tests' hook";

    /// <summary>Key of the dashboard's API of telemetry.</summary>
    public const string DashboardKey = "the key of the tests' dashboard";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly bool borrowed = Environment.GetEnvironmentVariable("JULIE_TEST_HOME") is { Length: > 0 };
    private Process? appHost;

    /// <summary>The data folder (JULIE_HOME).</summary>
    public string Home { get; } = Environment.GetEnvironmentVariable("JULIE_TEST_HOME") is { Length: > 0 } home
        ? home
        : Directory.CreateTempSubdirectory("julie-home-").FullName;

    /// <summary>Addresses that AppHost wrote.</summary>
    public Endpoints Endpoints { get; private set; } = null!;

    /// <summary>A client of QueryApi with the admin key.</summary>
    public HttpClient Api { get; private set; } = null!;

    /// <summary>The local admin key.</summary>
    public string Key => File.ReadAllText(Path.Combine(Home, "admin.key")).Trim();

    /// <summary>The process id of AppHost.</summary>
    public int AppHostId => Endpoints.Pid;

    private string EndpointsFile => Path.Combine(Home, "endpoints.json");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (!borrowed)
        {
            appHost = Start();
        }

        Endpoints = await WaitForEndpointsAsync();
        Api = new HttpClient { BaseAddress = new Uri(Endpoints.QueryApi), Timeout = TimeSpan.FromMinutes(1) };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        if (appHost is not null)
        {
            Signals.Terminate(appHost.Id);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await appHost.WaitForExitAsync(patience.Token);
            appHost.Dispose();
        }

        if (!borrowed)
        {
            Directory.Delete(Home, recursive: true);
        }
    }

    /// <summary>Runs the <c>julie</c> command against this system.</summary>
    public Task<CommandResult> JulieAsync(CancellationToken cancellationToken, params string[] arguments)
        => Command.RunAsync("dotnet", [RepositoryRoot.Output("Julie.Cli", "julie.dll"), .. arguments], cancellationToken,
            environment: new Dictionary<string, string?> { ["JULIE_HOME"] = Home, ["NO_COLOR"] = "1" });

    /// <summary>Registers a repository and waits until all of it is searchable; fails the test where the sync fails.</summary>
    public async Task<SyncStatus> IndexAsync(string url, CancellationToken cancellationToken, string? name = null)
    {
        using var response = await Api.PostAsJsonAsync("/api/repositories", new RegisterRepository(url, name), cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"POST /api/repositories {url}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }

        var accepted = await response.Content.ReadFromJsonAsync<RepositoryAccepted>(cancellationToken);
        while (true)
        {
            var sync = await Api.GetFromJsonAsync<SyncStatus>($"/api/syncs/{accepted!.SyncId}", cancellationToken);
            if (sync!.State == "failed")
            {
                throw new InvalidOperationException($"sync of {url} failed: {sync.Error}");
            }

            if (sync.Complete)
            {
                return sync;
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>Searches one repository with the API: another test's repository holds this project's tests, so every word of theirs is found somewhere.</summary>
    public async Task<SearchAnswer> SearchAsync(string repository, string query, CancellationToken cancellationToken)
        => (await Api.GetFromJsonAsync<SearchAnswer>($"/api/search?limit=10&q={Uri.EscapeDataString($"repo:{repository} {query}")}", cancellationToken))!;

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [RepositoryRoot.Output("Julie.AppHost", "Julie.AppHost.dll")])
        {
            WorkingDirectory = Path.Combine(RepositoryRoot.Path, "AppHost"),
            Environment =
            {
                ["JULIE_HOME"] = Home,
                ["Julie__Ingest__AllowLocalPaths"] = "true",
                ["Julie__Hooks__github__Secret"] = HookSecret,
                ["AppHost__DashboardApiKey"] = DashboardKey,
                // Tests of lost messages wait for it.
                ["Julie__Ingest__ReconcileInterval"] = "00:00:02",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("AppHost did not start");
        var log = TextWriter.Synchronized(new StreamWriter(Path.Combine(Home, "apphost.log")) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<Endpoints> WaitForEndpointsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!File.Exists(EndpointsFile))
        {
            if (appHost is { HasExited: true } || patience.IsCancellationRequested)
            {
                var log = Path.Combine(Home, "apphost.log");
                throw new InvalidOperationException($"AppHost did not become healthy:\n{(File.Exists(log) ? await File.ReadAllTextAsync(log, CancellationToken.None) : "")}");
            }

            await Task.Delay(100, CancellationToken.None);
        }

        return JsonSerializer.Deserialize<Endpoints>(await File.ReadAllTextAsync(EndpointsFile, CancellationToken.None), JsonSerializerOptions.Web)!;
    }
}
