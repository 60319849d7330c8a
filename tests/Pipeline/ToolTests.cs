using System.Text.Json;
using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>The command as a .NET tool, installed from a folder as a user would, against the running system.</summary>
public sealed class ToolTests(RunningSystem system) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("julie-tool-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Tool_PackedAndInstalled_SignsInSearchesReadsAndOpens()
    {
        using SampleRepository repository = await SampleRepository.CreateAsync(Token);
        repository.Write("queue/curlew.go", "package queue\n\n// DrainCurlew empties the queue.\nfunc DrainCurlew(q *Queue) error {\n\treturn q.Flush()\n}\n");
        await repository.CommitAsync("first", Token);
        await system.IndexAsync(repository.Folder, Token, "curlew");

        // as it was built: packing must not build again what other tests are running
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        await DoneAsync("dotnet", "pack", Path.Combine(RepositoryRoot.Path, "Cli", "Julie.Cli.csproj"), "--no-build", "-c", configuration, "-v", "quiet", "-o", Path.Combine(folder, "packages"));
        await DoneAsync("dotnet", "tool", "install", "Julie.Cli", "--tool-path", Path.Combine(folder, "tool"), "--source", Path.Combine(folder, "packages"));
        string version = await JulieAsync("--version");
        await DoneAsync("bash", "-c", $"'{Path.Combine(folder, "tool", "julie")}' login {system.Endpoints.QueryApi} < '{Path.Combine(system.Home, "admin.key")}'");
        string found = await JulieAsync("search", "repo:curlew", "/func Drain\\w+/", "-C", "1");
        string paths = await JulieAsync("search", "-l", "repo:curlew", "empties the queue");
        string line = await JulieAsync("search", "--jsonl", "repo:curlew", "empties the queue");
        string place = await JulieAsync("open", "curlew/queue/curlew.go:4", "--print");
        string suggested = await JulieAsync("[suggest:22]", "julie search repo:curl");

        Assert.Matches(@"^\d+\.\d+\.\d+\+[0-9a-f]{40}$", version);
        Assert.Equal("curlew/queue/curlew.go-3-// DrainCurlew empties the queue.\ncurlew/queue/curlew.go:4:func DrainCurlew(q *Queue) error {\ncurlew/queue/curlew.go-5-\treturn q.Flush()", found);
        Assert.Equal("curlew/queue/curlew.go", paths);
        Assert.Equal("queue/curlew.go", JsonElement.Parse(line).GetProperty("path").GetString());
        Assert.Equal($"{repository.Folder}/queue/curlew.go:4", place);
        Assert.Equal("repo:curlew", suggested);
    }

    private Task<string> JulieAsync(params string[] arguments) => DoneAsync(Path.Combine(folder, "tool", "julie"), arguments);

    private async Task<string> DoneAsync(string program, params string[] arguments)
    {
        // a user of their own: no installation around, no settings but what this one keeps
        CommandResult result = await Command.RunAsync(program, arguments, Token, folder, new Dictionary<string, string?>
        {
            ["JULIE_HOME"] = null, ["JULIE_URL"] = null, ["JULIE_KEY"] = null, ["XDG_CONFIG_HOME"] = Path.Combine(folder, "config"), ["NO_COLOR"] = "1",
        });
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {result.ExitCode} {result.Output} {result.Error}");
        return result.Output.Trim();
    }
}
