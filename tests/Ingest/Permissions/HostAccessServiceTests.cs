using Julie.Contracts.Api;
using Julie.Index.Access;
using Julie.Index.Catalog;
using Julie.Ingest.Permissions;
using Julie.Ingest.Tests.Support;
using Julie.Ingest.Tests.Webhooks;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Julie.Ingest.Tests.Permissions;

/// <summary>Permissions of a host become what a token's user and groups may read, and end with it.</summary>
public sealed class HostAccessServiceTests(IngestHost host)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Round_TakesOver_Follows_Keeps_AndForgets()
    {
        await using var server = await HostServer.StartAsync(Token);
        var name = $"host-{Guid.NewGuid():N}.example";
        var mine = await host.Get<RepositoryCatalog>().RegisterAsync(new(name, "acme/shop", $"https://{name}/Acme/Shop.git", $"{name}/shop", "sha1", "refs/heads/main"), Token);
        var other = await host.Get<RepositoryCatalog>().RegisterAsync(new(name, "other/shop", $"https://{name}/other/shop", $"{name}/other", "sha1", "refs/heads/main"), Token);
        server.List("repos/Acme/Shop/collaborators", """[{"login":"alice","permissions":{"pull":true}},{"login":"bob","permissions":{"pull":true}}]""");
        server.List("repos/Acme/Shop/teams", """[{"slug":"developers","name":"Developers"}]""");
        HostSourceOptions source = new()
        {
            Provider = "github", Pattern = $"{name}/acme/*", Api = server.Address, Token = server.Token, User = "{login}@acme.example", Group = "{owner}:{team}",
            Interval = TimeSpan.FromMinutes(1), KeepFor = TimeSpan.FromHours(1),
        };

        await RoundAsync(source);
        Assert.Equal([mine.RepositoryId], await ReadsAsync("alice@acme.example"));
        Assert.Equal([mine.RepositoryId], await ReadsAsync("nobody", "Acme:developers"));
        Assert.Empty(await ReadsAsync("alice"));
        Assert.DoesNotContain(server.Asked, path => path.Contains("other", StringComparison.Ordinal));

        // bob is taken off at the host
        server.List("repos/Acme/Shop/collaborators", """[{"login":"alice","permissions":{"pull":true}}]""");
        await DueAsync(mine.RepositoryId);
        await RoundAsync(source);
        Assert.Empty(await ReadsAsync("bob@acme.example"));

        // the host is away: what it said holds, for its time
        server.Instead = context =>
        {
            context.Response.StatusCode = 500;
            return true;
        };
        await DueAsync(mine.RepositoryId);
        await RoundAsync(source);
        Assert.Equal([mine.RepositoryId], await ReadsAsync("alice@acme.example"));
        Assert.Contains("500", (await StatusAsync(mine.RepositoryId))!.Error, StringComparison.Ordinal);
        await host.CountAsync("with over as (update host_access_check set valid_until = now() where repository_id = $1 returning 1) select count(*) from over", mine.RepositoryId);
        Assert.Empty(await ReadsAsync("alice@acme.example"));

        // it is back, and then shows the repository no more
        server.Instead = null;
        await DueAsync(mine.RepositoryId);
        await RoundAsync(source);
        Assert.Equal([mine.RepositoryId], await ReadsAsync("alice@acme.example"));
        server.Remove("repos/Acme/Shop/collaborators");
        await DueAsync(mine.RepositoryId);
        await RoundAsync(source);
        Assert.Empty(await ReadsAsync("alice@acme.example"));

        // the source is taken out of the configuration
        server.List("repos/Acme/Shop/collaborators", """[{"login":"alice","permissions":{"pull":true}}]""");
        await DueAsync(mine.RepositoryId);
        await RoundAsync(source);
        Assert.NotEmpty(await ReadsAsync("alice@acme.example"));
        await RoundAsync(null);
        Assert.Empty(await ReadsAsync("alice@acme.example"));
        Assert.Null(await StatusAsync(mine.RepositoryId));
        Assert.NotEqual(mine.RepositoryId, other.RepositoryId);
    }

    [Fact]
    public async Task Host_ThatWantsFewerQuestions_IsLeftAlone()
    {
        await using var server = await HostServer.StartAsync(Token);
        var name = $"host-{Guid.NewGuid():N}.example";
        foreach (var repository in (string[])["a", "b", "c"])
        {
            await host.Get<RepositoryCatalog>().RegisterAsync(new(name, $"acme/{repository}", $"https://{name}/acme/{repository}", $"{name}/{repository}", "sha1", "refs/heads/main"), Token);
        }

        server.Instead = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "60";
            return true;
        };
        await RoundAsync(new() { Provider = "gitlab", Pattern = name, Api = server.Address, Token = server.Token });

        Assert.Single(server.Asked);
        Assert.All(
            (await host.Get<HostAccessStore>().StatusAsync(Token)).Where(one => one.Repository.StartsWith(name, StringComparison.Ordinal)), one => Assert.NotNull(one.Error));
        await RoundAsync(null);
    }

    private async Task RoundAsync(HostSourceOptions? source)
    {
        HostSourcesOptions sources = [];
        if (source is not null)
        {
            sources["tested"] = source;
        }

        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HostAccessService service = new(
            host.Get<HostAccessStore>(), new HostQuestions(new HostApi(http, TimeProvider.System)), Options.Create(sources), TimeProvider.System, NullLogger<HostAccessService>.Instance);
        await service.RoundAsync(Token);
    }

    private Task<long> DueAsync(long repository) =>
        host.CountAsync("with due as (update host_access_check set due_at = now() where repository_id = $1 returning 1) select count(*) from due", repository);

    private async Task<long[]> ReadsAsync(string user, params string[] groups) => [.. (await host.Get<AccessReader>().ReadAsync(new CallerIdentity(null, user, groups), Token)).Ids!];

    private async Task<HostAccess?> StatusAsync(long repository) => (await host.Get<HostAccessStore>().StatusAsync(Token)).SingleOrDefault(one => one.RepositoryId == repository);
}
