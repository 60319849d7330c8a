using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests;

/// <summary>Where the address and the key are taken from, and how they are kept.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ConfigurationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("julie-config-").FullName;

    private string Credentials => Path.Combine(folder, "julie", "credentials.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Login_TriesTheKey_KeepsItForOthersUnreadable_AndItIsUsed()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, "[]"));

        Run login = await JulieAsync(["login", api.Url], input: "jl_kept\n");
        Run used = await JulieAsync(["repositories"]);

        Assert.Equal((ExitCodes.Ok, ExitCodes.Ok), (login.Code, used.Code));
        Assert.Equal(["Bearer jl_kept", "Bearer jl_kept"], api.Requests.Select(request => request.Key));
        Assert.DoesNotContain("jl_kept", login.Out + login.Error, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Credentials));
    }

    [Fact]
    public async Task Login_WithAKeyThatIsRefused_KeepsNothing()
    {
        await using CannedApi api = await CannedApi.StartAsync((401, Canned.Problem(401, "A valid API key is needed", "")));

        Run run = await JulieAsync(["login", api.Url], input: "jl_wrong");

        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.False(File.Exists(Credentials));
    }

    [Fact]
    public async Task File_Environment_Flag_EachIsStrongerThanTheOneBefore()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, "[]"));
        string keyFile = Path.Combine(folder, "key");
        await JulieAsync(["config", "set", "url", "http://127.0.0.1:9"]);
        await JulieAsync(["config", "set", "key"], input: "jl_of_port_9");

        Run fromFile = await JulieAsync(["repositories"]);
        await JulieAsync(["config", "set", "url", api.Url]);
        await JulieAsync(["config", "set", "key"], input: "jl_file");
        await JulieAsync(["repositories"]);
        await JulieAsync(["repositories"], new() { ["JULIE_KEY"] = "jl_environment" });
        await JulieAsync(["config", "set", "url", "http://127.0.0.1:9"]);
        await JulieAsync(["repositories"], new() { ["JULIE_URL"] = api.Url });
        File.WriteAllText(keyFile, "jl_flag\n");
        File.SetUnixFileMode(keyFile, UnixFileMode.UserRead);
        await JulieAsync(["repositories", "--url", api.Url, "--key-file", keyFile], new() { ["JULIE_URL"] = "http://127.0.0.1:9", ["JULIE_KEY"] = "jl_environment" });

        Assert.Equal(ExitCodes.Unreachable, fromFile.Code);
        Assert.Equal(["Bearer jl_file", "Bearer jl_environment", "Bearer jl_file", "Bearer jl_flag"], api.Requests.Select(request => request.Key));
    }

    [Fact]
    public async Task Key_IsSentToItsOwnAddressOnly()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, "[]"));
        await using CannedApi other = await CannedApi.StartAsync((200, "[]"));
        await JulieAsync(["login", api.Url], input: "jl_kept");

        await JulieAsync(["repositories", "--url", other.Url]);

        Assert.Equal("", Assert.Single(other.Requests).Key);
    }

    [Theory]
    [InlineData("credentials.json")]
    [InlineData("key")]
    public async Task FileThatOthersCanRead_IsRefusedWithTheRemedy(string name)
    {
        await using CannedApi api = await CannedApi.StartAsync((200, "[]"));
        string file = name == "key" ? Path.Combine(folder, name) : Credentials;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $$"""{"{{api.Url}}/":"jl_open"}""");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Run run = await JulieAsync(["repositories", "--url", api.Url, .. name == "key" ? new[] { "--key-file", file } : []]);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains($"chmod 600 {file}", run.Error, StringComparison.Ordinal);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task KeyOnTheCommandLine_IsRefused_AndLogoutForgets()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, "[]"));
        await JulieAsync(["login", api.Url], input: "jl_kept");

        Run shown = await JulieAsync(["config", "set", "key", "jl_for_all_to_see"]);
        Run list = await JulieAsync(["config", "list"]);
        Run logout = await JulieAsync(["logout"]);
        Run again = await JulieAsync(["logout"]);

        Assert.Equal(ExitCodes.Usage, shown.Code);
        Assert.Contains($"key for      {api.Url}/", list.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("jl_kept", list.Out, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Ok, ExitCodes.Nothing), (logout.Code, again.Code));
    }

    [Fact]
    public async Task DamagedSettings_AreNamed()
    {
        Directory.CreateDirectory(Path.Combine(folder, "julie"));
        File.WriteAllText(Path.Combine(folder, "julie", "config.json"), "{");

        Run run = await JulieAsync(["status"]);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains("config.json", run.Error, StringComparison.Ordinal);
    }

    private Task<Run> JulieAsync(string[] args, Dictionary<string, string>? variables = null, string? input = null) =>
        Run.JulieAsync(args, new(variables ?? []) { ["XDG_CONFIG_HOME"] = folder }, input: input);
}
