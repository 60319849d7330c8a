using System.Text;

using Julie.Ingest.Git;
using Julie.Ingest.Tests.Support;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Julie.Ingest.Tests.Git;

/// <summary>Private repositories: the token reaches its host and nothing else.</summary>
// One environment variable names the authority for the whole process.
[Collection("Git over TLS")]
public sealed class CredentialTests : IAsyncLifetime
{
    private const string Token = "secret-token-of-the-host";
    private readonly TestRepository _repository = new();
    private readonly TemporaryFolder _folder = new();
    private GitHttpServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Host => new Uri(_server.Address).Authority;

    public async ValueTask InitializeAsync()
    {
        _repository.Write("a.txt", "private").Commit();
        _server = await GitHttpServer.StartAsync(Path.GetDirectoryName(_repository.Path)!);
        _server.Authorization = Basic("x-access-token");
        Environment.SetEnvironmentVariable("GIT_SSL_CAINFO", _server.Authority);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("GIT_SSL_CAINFO", null);
        await _server.DisposeAsync();
        _repository.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fetch_WithTheHostsToken_Works()
    {
        using var room = Room(c => c["mine"] = new() { Pattern = Host, TokenFile = _folder.Write("token", Token + "\n") });
        var fetched = await room.FetchAsync($"{_server.Address}/repo");

        Assert.Equal(["a.txt"], (await room.FilesAsync(fetched)).Select(f => f.Path));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(room.Options.Value.DataDirectory, "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fetch_WithoutOrWithAnotherToken_SaysWhereToSetOne()
    {
        using var without = Room(_ => { });
        using var wrong = Room(c => c["mine"] = new() { Pattern = Host, Token = "another" });
        foreach (var room in new[] { without, wrong })
        {
            var error = await Assert.ThrowsAsync<GitException>(() => room.FetchAsync($"{_server.Address}/repo"));
            Assert.Contains("Julie:Git:Credentials", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("another", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fetch_ByBearer_Works()
    {
        _server.Authorization = $"Bearer {Token}";
        using var room = Room(c => c["mine"] = new() { Pattern = $"{Host}/rep*", Token = Token, Scheme = "bearer" });
        Assert.Single(await room.FilesAsync(await room.FetchAsync($"{_server.Address}/repo")));
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_DoesNotCarryTheToken()
    {
        await using var other = await GitHttpServer.StartAsync(Path.GetDirectoryName(_repository.Path)!);
        _server.RedirectTo = other.Address;
        using var room = Room(c => c["mine"] = new() { Pattern = Host, Token = Token });

        await Assert.ThrowsAsync<GitException>(() => room.FetchAsync($"{_server.Address}/moved/repo"));

        Assert.Empty(other.Authorizations);
    }

    [Fact]
    public void Find_OtherHostOrPath_GetsNoToken()
    {
        var credentials = Credentials(c =>
        {
            c["host"] = new() { Pattern = "git.example.org", Token = "wide" };
            c["team"] = new() { Pattern = "git.example.org/team/*", Token = "narrow", User = "bot" };
        });
        GitSecret? Find(string url) => credentials.Find(GitUrl.Parse(url, false));

        Assert.Null(Find("https://git.example.org.evil.example/team/a"));
        Assert.Null(Find("https://git.example.org:8443/team/a"));
        Assert.Equal("http.https://git.example.org/.extraHeader", Find("https://git.example.org/team/a")!.Key);
        Assert.Equal($"Authorization: Basic {Convert.ToBase64String("bot:narrow"u8)}", Find("https://git.example.org/team/a")!.Value);
        Assert.Equal($"Authorization: Basic {Convert.ToBase64String("x-access-token:wide"u8)}", Find("https://git.example.org/other/a")!.Value);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*.example.org/a")]
    [InlineData("")]
    public void Find_PatternWithoutOneHost_IsAnError(string pattern) => Assert.Throws<GitException>(
        () => Credentials(c => c["bad"] = new() { Pattern = pattern, Token = Token }).Find(GitUrl.Parse("https://git.example.org/a/b", false)));

    [Fact]
    public void Arguments_HoldNoToken()
    {
        using var room = Room(_ => { });
        var secret = new GitSecret("http.https://git.example.org/.extraHeader", Token);
        using var process = room.Command.Start(["--version"], GitAccess.Https("git.example.org:443:192.0.2.1", secret), TimeSpan.FromSeconds(10));

        Assert.DoesNotContain(process.StartInfo.ArgumentList, a => a.Contains(Token, StringComparison.Ordinal));
        Assert.DoesNotContain(Token, $"{secret}{GitAccess.Https("pin", secret)}", StringComparison.Ordinal);
        process.WaitForExit();
    }

    private static string Basic(string user) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Token}"))}";

    private static GitCredentials Credentials(Action<GitCredentialsOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddOptions<GitCredentialsOptions>().Configure(configure);
        return new GitCredentials(services.BuildServiceProvider().GetRequiredService<IOptionsMonitor<GitCredentialsOptions>>());
    }

    private static GitRoom Room(Action<GitCredentialsOptions> configure) => new(o => o.AllowPrivateAddresses = true, Credentials(configure));
}
