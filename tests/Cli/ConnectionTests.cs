using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("julie-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task NothingRunning_EndsWith3AndSaysHowToStart()
    {
        Run run = await Run.JulieAsync(["status"], folder: folder);

        Assert.Equal(ExitCodes.Unreachable, run.Code);
        Assert.Contains("start it with ./julie up", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceGone_EndsWith3AndSaysHowToStart()
    {
        Run run = await Run.JulieAsync(["status", "--url", "http://127.0.0.1:9"], folder: folder);

        Assert.Equal(ExitCodes.Unreachable, run.Code);
        Assert.Contains("start it with ./julie up", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HomeOfAParentFolder_GivesAddressAndKey()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Status));
        Home(api.Url, "jl_local");
        string below = Directory.CreateDirectory(Path.Combine(folder, "src", "deep")).FullName;

        Run run = await Run.JulieAsync(["status"], folder: below);

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Equal("Bearer jl_local", Assert.Single(api.Requests).Key);
    }

    [Fact]
    public async Task Variables_WinOverTheHome()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Status));
        Home("http://127.0.0.1:9", "jl_local");

        Run run = await Run.JulieAsync(["status"], new() { ["JULIE_URL"] = api.Url, ["JULIE_KEY"] = "jl_mine" }, folder);

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Equal("Bearer jl_mine", Assert.Single(api.Requests).Key);
    }

    [Theory]
    [InlineData("https://search.example.org")]
    public async Task HomeThatPointsAtAnotherMachine_IsNotFollowed(string address)
    {
        Home(address, "jl_local");

        Run run = await Run.JulieAsync(["status"], folder: folder);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains("search.example.org", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task DamagedEndpoints_EndWith3AndNameTheFile(string content)
    {
        Directory.CreateDirectory(Path.Combine(folder, ".julie"));
        File.WriteAllText(Path.Combine(folder, ".julie", "endpoints.json"), content);

        Run run = await Run.JulieAsync(["status"], folder: folder);

        Assert.Equal(ExitCodes.Unreachable, run.Code);
        Assert.Contains("endpoints.json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressThatIsNone_EndsWith2()
    {
        Run run = await Run.JulieAsync(["status", "--url", "ftp://x"]);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains("ftp://x", run.Error, StringComparison.Ordinal);
    }

    private void Home(string url, string key)
    {
        string home = Directory.CreateDirectory(Path.Combine(folder, ".julie")).FullName;
        File.WriteAllText(Path.Combine(home, "endpoints.json"), $$"""{"queryApi":"{{url}}","pid":1}""");
        File.WriteAllText(Path.Combine(home, "admin.key"), key + "\n");
    }
}
