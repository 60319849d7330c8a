using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>The README's commands as a user types them: from nothing to a search, through a crash, to nothing left.</summary>
public sealed class EntryScriptTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string home = Directory.CreateTempSubdirectory("julie-user-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UpSearchCrashUpDown_OnAFreshFolder_KeepsTheIndexAndLeavesNoProcess()
    {
        using var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("tides.py", "def predict_high_tide(moon_phase):\n    \"\"\"Predict the next high tide from the phase of the moon.\"\"\"\n    return moon_phase * 12.42\n");
        await repository.CommitAsync("first", Token);

        var up = await JulieAsync("up", "--detach", repository.Folder);
        Assert.True(up.ExitCode == 0, up.Error + up.Output);
        var endpoints = await EndpointsAsync();
        Assert.Contains(endpoints.QueryApi, up.Error + up.Output, StringComparison.Ordinal);
        Assert.Contains(endpoints.Dashboard, up.Error + up.Output, StringComparison.Ordinal);
        Assert.Equal("tides.py", await FirstPathAsync());

        Signals.KillHard(endpoints.Pid);
        await UntilNoProcessIsLeftAsync();

        var again = await JulieAsync("up", "--detach", repository.Folder);
        Assert.True(again.ExitCode == 0, again.Error + again.Output);
        Assert.Equal("tides.py", await FirstPathAsync());
        var ports = await PortsAsync();
        Assert.NotEmpty(ports);

        var down = await JulieAsync("down");
        Assert.True(down.ExitCode == 0, down.Error + down.Output);
        Assert.Empty(Processes());
        Assert.All(ports, port => Assert.False(Listens(port), $"port {port} still listens"));
    }

    [Theory]
    [InlineData("down", "--now")]
    [InlineData("build", "--fast")]
    [InlineData("setup", "--gain")]
    [InlineData("setup", "--again", "twice")]
    [InlineData("test", "--filter")]
    [InlineData("test", "Sync", "Search")]
    [InlineData("up", "--detatch")]
    [InlineData("up", "--replicas")]
    [InlineData("up", "--replicas", "none")]
    public async Task Command_ArgumentThatItDoesNotTake_IsRefusedBeforeAnythingIsDone(params string[] arguments)
    {
        var refused = await JulieAsync(arguments);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(arguments[^1], refused.Error, StringComparison.Ordinal);
        Assert.Contains("./julie help", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home));
    }

    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("setup")]
    [InlineData("build")]
    [InlineData("test")]
    public async Task Command_Help_OnlyHelps(string command)
    {
        var help = await JulieAsync(command, "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.Contains($"./julie {command}", help.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home));
    }

    public void Dispose()
    {
        foreach (var id in Processes())
        {
            Signals.KillHard(id);
        }

        Directory.Delete(home, recursive: true);
    }

    private async Task<string?> FirstPathAsync()
    {
        var search = await JulieAsync("search", "--json", "when is the next high tide");
        Assert.True(search.ExitCode == 0, search.Error);
        using var answer = JsonDocument.Parse(search.Output);
        return answer.RootElement.GetProperty("results")[0].GetProperty("path").GetString();
    }

    private Task<CommandResult> JulieAsync(params string[] arguments)
        => Command.RunAsync(Path.Combine(RepositoryRoot.Path, "julie"), arguments, Token,
            environment: new Dictionary<string, string?> { ["JULIE_HOME"] = home, ["NO_COLOR"] = "1" });

    private async Task<Endpoints> EndpointsAsync()
        => JsonSerializer.Deserialize<Endpoints>(await File.ReadAllTextAsync(Path.Combine(home, "endpoints.json"), Token), JsonSerializerOptions.Web)!;

    private async Task<int[]> PortsAsync()
    {
        var endpoints = await EndpointsAsync();
        return [.. new[] { endpoints.QueryApi, endpoints.Ingest, endpoints.Dashboard, endpoints.Rabbitmq }.Select(address => new Uri(address).Port)];
    }

    private static bool Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task UntilNoProcessIsLeftAsync()
    {
        var clock = Stopwatch.StartNew();
        while (Processes() is { Count: > 0 } left)
        {
            Assert.True(clock.Elapsed < Patience, $"still running: {string.Join(' ', left)}");
            await Task.Delay(100, Token);
        }
    }

    /// <summary>Whatever was started for this folder, by its environment: services, servers and the dashboard alike.</summary>
    private List<int> Processes()
    {
        var mark = System.Text.Encoding.UTF8.GetBytes(home);
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && id != Environment.ProcessId && Mentions(folder, "environ") | Mentions(folder, "cmdline"))
            {
                found.Add(id);
            }
        }

        return found;

        bool Mentions(string folder, string file)
        {
            try
            {
                return File.ReadAllBytes(Path.Combine(folder, file)).AsSpan().IndexOf(mark) >= 0;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }
}
