using Julie.Ingest.Permissions;
using Julie.Ingest.Tests.Support;

using Microsoft.AspNetCore.Http;

namespace Julie.Ingest.Tests.Permissions;

/// <summary>Who may read a repository, in the words of each host. The answers have the shapes of the hosts' API documentation.</summary>
public sealed class HostQuestionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GitHub_CollaboratorsWhoMayPull_AndTeams()
    {
        await using var server = await HostServer.StartAsync(Token);
        server.List(
            "repos/acme/shop/collaborators",
            """[{"login":"octocat","id":1,"type":"User","permissions":{"pull":true,"triage":true,"push":true,"maintain":false,"admin":false},"role_name":"write"}]""",
            """[{"login":"reader","id":2,"permissions":{"pull":true,"push":false},"role_name":"read"},{"login":"nobody","id":3,"permissions":{"pull":false},"role_name":"none"}]""");
        server.List("repos/acme/shop/teams", """[{"id":1,"name":"Justice League","slug":"justice-league","privacy":"closed","permission":"pull","parent":null}]""");

        var readers = await ReadAsync(server, "github", "acme/shop", teams: true);
        var withoutTeams = await ReadAsync(server, "github", "acme/shop");

        Assert.Equal(["octocat", "reader"], readers.Logins);
        Assert.Equal([("acme", "justice-league")], readers.Teams);
        Assert.Empty(withoutTeams.Teams);
        Assert.Contains("/api/repos/acme/shop/collaborators?affiliation=all&per_page=100", server.Asked);
    }

    [Fact]
    public async Task GitLab_ActiveMembersFromReporterOn()
    {
        await using var server = await HostServer.StartAsync(Token);
        server.List(
            "projects/acme%2Fdeep%2Fshop/members/all",
            """[{"id":1,"username":"raymond_smith","name":"Raymond Smith","state":"active","access_level":30},{"id":2,"username":"guest","state":"active","access_level":10}]""",
            """[{"id":3,"username":"planner","state":"active","access_level":15},{"id":4,"username":"reporter","state":"active","access_level":20},{"id":5,"username":"left","state":"blocked","access_level":50},{"id":1,"username":"raymond_smith","state":"active","access_level":40}]""");

        Assert.Equal(["raymond_smith", "reporter"], (await ReadAsync(server, "gitlab", "acme/deep/shop")).Logins);
    }

    [Fact]
    public async Task Gitea_CollaboratorsAndMembersOfTeamsThatHaveTheCode()
    {
        await using var server = await HostServer.StartAsync(Token);
        server.Object("repos/acme/shop", """{"id":9,"owner":{"id":1,"login":"acme"},"name":"shop","full_name":"acme/shop","private":true}""");
        server.List("repos/acme/shop/collaborators", """[{"id":2,"login":"carol"}]""");
        server.List(
            "repos/acme/shop/teams",
            """
            [{"id":1,"name":"Owners","permission":"owner","units_map":{}},
             {"id":2,"name":"developers","permission":"write","units_map":{"repo.code":"write","repo.issues":"write"}},
             {"id":3,"name":"translators","permission":"read","units_map":{"repo.code":"none","repo.wiki":"write"}}]
            """);
        server.List("teams/1/members", """[{"id":5,"login":"alice"}]""");
        server.List("teams/2/members", """[{"id":6,"login":"bob"},{"id":2,"login":"carol"}]""");
        server.List("teams/3/members", """[{"id":7,"login":"tim"}]""");

        var readers = await ReadAsync(server, "gitea", "acme/shop", teams: true);

        Assert.Equal(["carol", "alice", "bob"], readers.Logins);
        Assert.Equal([("acme", "Owners"), ("acme", "developers")], readers.Teams);
    }

    [Fact]
    public async Task Gitea_RepositoryOfAPerson_IsTheOwnersToo()
    {
        await using var server = await HostServer.StartAsync(Token);
        server.Object("repos/dave/notes", """{"id":9,"owner":{"id":1,"login":"dave"},"name":"notes"}""");
        server.List("repos/dave/notes/collaborators", """[{"id":2,"login":"carol"}]""");

        Assert.Equal(["carol", "dave"], (await ReadAsync(server, "gitea", "dave/notes")).Logins);
    }

    [Theory]
    [InlineData("github")]
    [InlineData("gitlab")]
    [InlineData("gitea")]
    public async Task RepositoryThatTheHostDoesNotShow_IsNobodys(string provider)
    {
        await using var server = await HostServer.StartAsync(Token);

        Assert.Empty((await ReadAsync(server, provider, "acme/gone")).Logins);
    }

    [Fact]
    public async Task RenamedRepository_IsFollowedOnTheSameServerOnly()
    {
        await using var server = await HostServer.StartAsync(Token);
        await using var other = await HostServer.StartAsync(Token);
        server.List("repositories/5/collaborators", """[{"login":"octocat","permissions":{"pull":true}}]""");
        var target = "/api/repositories/5/collaborators";
        server.Instead = context =>
        {
            if (!context.Request.Path.StartsWithSegments("/api/repos"))
            {
                return false;
            }

            context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            context.Response.Headers.Location = target;
            return true;
        };

        Assert.Equal(["octocat"], (await ReadAsync(server, "github", "acme/old")).Logins);
        target = other.Address + "repositories/5/collaborators";
        await Assert.ThrowsAsync<HostApiException>(() => ReadAsync(server, "github", "acme/old"));
        Assert.Empty(other.Asked);
    }

    [Fact]
    public async Task NextPageElsewhere_IsNotAsked()
    {
        await using var server = await HostServer.StartAsync(Token);
        await using var other = await HostServer.StartAsync(Token);
        server.Instead = context =>
        {
            context.Response.Headers.Link = $"<{other.Address}repos/x>; rel=\"next\"";
            context.Response.ContentType = "application/json";
            context.Response.Body.Write("[]"u8);
            return true;
        };

        await Assert.ThrowsAsync<HostApiException>(() => ReadAsync(server, "github", "acme/shop"));
        Assert.Empty(other.Asked);
    }

    [Theory]
    [InlineData(401, null, "token is not valid", null)]
    [InlineData(403, null, "may not list", null)]
    [InlineData(429, "retry-after:7", "fewer questions", 7)]
    [InlineData(403, "x-ratelimit-remaining:0", "fewer questions", 3600)]
    [InlineData(500, null, "500", null)]
    [InlineData(200, null, "no JSON", null)]
    public async Task AnythingElse_IsAnErrorWithARemedy(int status, string? header, string said, int? pause)
    {
        await using var server = await HostServer.StartAsync(Token);
        server.Instead = context =>
        {
            context.Response.StatusCode = status;
            if (header?.Split(':') is [var name, var value])
            {
                context.Response.Headers[name] = value;
                context.Response.Headers["x-ratelimit-reset"] = "9999999999";
            }

            context.Response.Body.Write("<html>"u8);
            return true;
        };

        var error = await Assert.ThrowsAsync<HostApiException>(() => ReadAsync(server, "github", "acme/shop"));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Token, error.Message, StringComparison.Ordinal);
        Assert.Equal(pause, (int?)error.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task WrongToken_AndNobodyThere_AreErrors()
    {
        var server = await HostServer.StartAsync(Token);
        server.Token = "another";
        await Assert.ThrowsAsync<HostApiException>(() => ReadAsync(server, "github", "acme/shop"));
        var address = server.Address;
        await server.DisposeAsync();

        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        var error = await Assert.ThrowsAsync<HostApiException>(() => new HostQuestions(new HostApi(http, TimeProvider.System)).ReadAsync(
            new() { Provider = "gitlab", Pattern = "host.example", Api = address }, "host.example", "a/b", "t", Token));
        Assert.Contains("does not answer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github", "github.com", "https://api.github.com/")]
    [InlineData("github", "git.acme.example", "https://git.acme.example/api/v3/")]
    [InlineData("gitlab", "gitlab.com", "https://gitlab.com/api/v4/")]
    [InlineData("gitea", "codeberg.example:8443", "https://codeberg.example:8443/api/v1/")]
    public void Address_IsWhereTheProviderHasIt(string provider, string host, string address) =>
        Assert.Equal(address, new HostSourceOptions { Provider = provider }.Address(host).AbsoluteUri);

    [Fact]
    public void Sources_TheLongestPatternThatFits_Answers()
    {
        HostSourcesOptions sources = new()
        {
            ["all"] = new() { Provider = "github", Pattern = "github.com", Token = "t" },
            ["acme"] = new() { Provider = "github", Pattern = "github.com/acme/*", Token = "t" },
        };

        Assert.Empty(sources.Problems());
        Assert.Equal("acme", sources.For("github.com", "acme/shop"));
        Assert.Equal("all", sources.For("github.com", "other/shop"));
        Assert.Null(sources.For("github.com.evil.example", "acme/shop"));
    }

    [Theory]
    [InlineData("bitbucket", "host.example", "t", null, "{login}")]
    [InlineData("github", "*.example", "t", null, "{login}")]
    [InlineData("github", "host.example", null, null, "{login}")]
    [InlineData("github", "host.example", "t", "http://api.example", "{login}")]
    [InlineData("github", "host.example", "t", null, "everybody")]
    public void Sources_ThatCannotBe_AreNamed(string provider, string pattern, string? token, string? api, string user)
    {
        HostSourcesOptions sources = new()
        {
            ["mine"] = new() { Provider = provider, Pattern = pattern, Token = token, Api = api is null ? null : new Uri(api), User = user },
        };

        Assert.Contains("Julie:Permissions:mine", Assert.Single(sources.Problems()), StringComparison.Ordinal);
    }

    private static async Task<HostReaders> ReadAsync(HostServer server, string provider, string path, bool teams = false)
    {
        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        return await new HostQuestions(new HostApi(http, TimeProvider.System)).ReadAsync(
            new() { Provider = provider, Pattern = "host.example", Api = server.Address, Group = teams ? "{owner}/{team}" : "" }, "host.example", path, "s3cr3t-t0ken", Token);
    }
}
