using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Julie.Tests.Support;

namespace Julie.AppHost.Tests;

/// <summary>The app host as ./julie up starts it, on a folder of its own.</summary>
public sealed class AppHostTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _home = Directory.CreateTempSubdirectory("julie-apphost-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string EndpointsFile => Path.Combine(_home, "endpoints.json");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task AppHost_OnceHealthy_SaysWhereEverythingIsAndLeavesNothingWhenKilled()
    {
        using var first = Start(out var output);
        var endpoints = await EndpointsAsync(first, output);

        Assert.Equal(first.Id, endpoints.Pid);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(EndpointsFile));
        using var http = new HttpClient();
        foreach (var service in new[] { endpoints.QueryApi, endpoints.Ingest })
        {
            using var answer = await http.GetAsync(new Uri(service + "/health"), Cancelled);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var second = Start(out var refusal);
        await second.WaitForExitAsync(Cancelled);
        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains("Another app host runs on " + _home, await refusal, StringComparison.Ordinal);
        Assert.True(RunningBelow.Folder(_home).Count > 5);

        Signals.KillHard(first.Id);
        await RunningBelow.UntilNoneAsync(_home, TimeSpan.FromSeconds(60), Cancelled);
    }

    [Fact]
    public async Task AppHost_StoppedAndStartedAgain_KeepsAddressesAndEndsCleanly()
    {
        var before = await StartAndStopAsync();
        var after = await StartAndStopAsync();
        Assert.Equal(
            (before.QueryApi, before.Ingest, before.Postgres, before.Rabbitmq, new Uri(before.Dashboard).Port),
            (after.QueryApi, after.Ingest, after.Postgres, after.Rabbitmq, new Uri(after.Dashboard).Port));
    }

    private async Task<Endpoints> StartAndStopAsync()
    {
        using var appHost = Start(out var output);
        var endpoints = await EndpointsAsync(appHost, output);
        Signals.Terminate(appHost.Id);
        await appHost.WaitForExitAsync(Cancelled);
        Assert.Equal(0, appHost.ExitCode);
        Assert.False(File.Exists(EndpointsFile));
        Assert.DoesNotContain("fail:", await output, StringComparison.Ordinal);
        await RunningBelow.UntilNoneAsync(_home, TimeSpan.FromSeconds(5), Cancelled);
        return endpoints;
    }

    private Process Start(out Task<string> output)
    {
        var start = new ProcessStartInfo("dotnet", [RepositoryRoot.Output("Julie.AppHost", "Julie.AppHost.dll")])
        {
            Environment = { ["JULIE_HOME"] = _home },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        output = ReadAsync(process);
        return process;
    }

    private static async Task<string> ReadAsync(Process process)
    {
        var both = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancelled), process.StandardError.ReadToEndAsync(Cancelled));
        return string.Concat(both);
    }

    private async Task<Endpoints> EndpointsAsync(Process appHost, Task<string> output)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!File.Exists(EndpointsFile))
        {
            if (appHost.HasExited || TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                Signals.KillHard(appHost.Id);
                Assert.Fail($"The app host did not become healthy:\n{await output}");
            }

            await Task.Delay(100, Cancelled);
        }

        return JsonSerializer.Deserialize<Endpoints>(await File.ReadAllTextAsync(EndpointsFile, Cancelled), JsonSerializerOptions.Web)!;
    }
}
