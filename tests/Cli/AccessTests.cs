using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests;

/// <summary><c>julie keys</c>, <c>julie grants</c> and <c>julie audit</c>.</summary>
public sealed class AccessTests
{
    private const string Key = """{"id":3,"name":"ci","scopes":["search"],"repositories":["acme/*"],"createdAt":"2026-01-01T00:00:00Z","createdBy":"key local-admin (1)","expiresAt":"2030-01-01T00:00:00Z","revokedAt":null,"lastUsedAt":null,"rotatedAt":null,"previousUntil":null}""";
    private const string Issued = $$"""{"key":{{Key}},"secret":"jl_secret"}""";
    private const string Grant = """{"id":12,"keyId":3,"key":"ci","user":null,"group":null,"repository":"acme/*","matches":4,"createdAt":"2026-01-01T00:00:00Z","createdBy":"key local-admin (1)"}""";

    [Fact]
    public async Task KeysCreate_PrintsTheSecretAloneOnStandardOutput()
    {
        await using CannedApi api = await CannedApi.StartAsync((201, Issued));

        Run run = await Run.AgainstAsync(api, "keys", "create", "ci", "--repository", "acme/*", "--repository", "tools", "--scope", "search", "--expires", "90d");

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Equal("jl_secret", run.Out.Trim());
        Assert.Contains("acme/*", run.Error, StringComparison.Ordinal);
        (string method, string target, _, string body) = Assert.Single(api.Requests);
        Assert.Equal(("POST", "/api/keys"), (method, target));
        Assert.Contains("\"repositories\":[\"acme/*\",\"tools\"]", body, StringComparison.Ordinal);
        Assert.Matches("\"expiresAt\":\"20", body);
    }

    [Fact]
    public async Task KeysRotate_SendsTheGraceAndPrintsTheSecret()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Issued));

        Run run = await Run.AgainstAsync(api, "keys", "rotate", "build server", "--grace", "1d");

        Assert.Equal("jl_secret", run.Out.Trim());
        (string method, string target, _, string body) = Assert.Single(api.Requests);
        Assert.Equal(("POST", "/api/keys/build server/rotate"), (method, Uri.UnescapeDataString(target)));
        Assert.Contains("\"graceSeconds\":86400", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysRevokeAndGrantsRemove_Delete()
    {
        await using CannedApi api = await CannedApi.StartAsync((204, ""));

        Run revoked = await Run.AgainstAsync(api, "keys", "revoke", "ci");
        Run removed = await Run.AgainstAsync(api, "grants", "remove", "12", "13");

        Assert.Equal((ExitCodes.Ok, ExitCodes.Ok), (revoked.Code, removed.Code));
        Assert.Equal(["/api/keys/ci", "/api/grants/12", "/api/grants/13"], api.Requests.Select(r => r.Target));
        Assert.All(api.Requests, r => Assert.Equal("DELETE", r.Method));
    }

    [Fact]
    public async Task KeysListAndGrantsList_ShowWhoReadsWhat()
    {
        await using CannedApi keys = await CannedApi.StartAsync((200, $"[{Key}]"));
        await using CannedApi grants = await CannedApi.StartAsync((200, $"[{Grant}]"));

        Run listed = await Run.AgainstAsync(keys, "keys", "list", "--all");
        Run granted = await Run.AgainstAsync(grants, "grants", "list", "--key", "ci");

        Assert.Contains("until 2030-01-01", listed.Out, StringComparison.Ordinal);
        Assert.Contains("never", listed.Out, StringComparison.Ordinal);
        Assert.Equal("/api/keys?all=true", Assert.Single(keys.Requests).Target);
        Assert.Contains("key ci", granted.Out, StringComparison.Ordinal);
        Assert.Contains("key=ci", Assert.Single(grants.Requests).Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GrantsHosts_ShowsWhatHoldsAndWhatFailed()
    {
        await using CannedApi api = await CannedApi.StartAsync(
            (200, """[{"repositoryId":1,"repository":"acme/shop","source":"hub","users":7,"groups":2,"checkedAt":"2026-01-01T00:00:00Z","validUntil":"2026-01-02T00:00:00Z","error":"the token is not valid"}]"""));

        Run run = await Run.AgainstAsync(api, "grants", "hosts");

        Assert.Equal("/api/grants/hosts", Assert.Single(api.Requests).Target);
        Assert.Contains("acme/shop", run.Out, StringComparison.Ordinal);
        Assert.Contains("the token is not valid", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GrantsAdd_SaysWhatItMatches()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Grant));

        Run run = await Run.AgainstAsync(api, "grants", "add", "acme/*", "--group", "developers");

        Assert.Equal("grant 12: acme/* to key ci, 4 repositories now", run.Out.Trim());
        Assert.Equal("""{"repository":"acme/*","key":null,"user":null,"group":"developers"}""", Assert.Single(api.Requests).Body);
    }

    [Fact]
    public async Task Audit_ShowsWhoDidWhat()
    {
        await using CannedApi api = await CannedApi.StartAsync(
            (200, """[{"id":9,"at":"2026-01-01T00:00:00Z","actor":"user alice","action":"key.revoke","target":"key ci (3)","details":{"scopes":["search"]},"traceId":null}]"""));

        Run run = await Run.AgainstAsync(api, "audit", "--action", "key");

        Assert.Contains("user alice", run.Out, StringComparison.Ordinal);
        Assert.Contains("key ci (3)", run.Out, StringComparison.Ordinal);
        Assert.Contains("action=key.", Assert.Single(api.Requests).Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_WithoutEventsOfAnAction_SaysSo()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, "[]"));

        Run some = await Run.AgainstAsync(api, "audit", "--action", "nope");
        Run all = await Run.AgainstAsync(api, "audit");

        Assert.Equal("Nothing of that was done.", some.Out.Trim());
        Assert.Equal("Nothing was done yet.", all.Out.Trim());
    }

    [Theory]
    [InlineData("keys", "create")]
    [InlineData("keys", "create", "ci", "--expires", "soon")]
    [InlineData("keys", "rotate", "ci", "--grace", "5")]
    [InlineData("grants", "remove", "x")]
    public async Task WrongArguments_EndWith2_AndAskNobody(params string[] args)
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Issued));

        Run run = await Run.AgainstAsync(api, args);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task OverTheLimit_SaysWhen()
    {
        await using CannedApi api = await CannedApi.StartAsync((429, Canned.Problem(429, "Too many requests", "Try again in 2 s.")));

        Run run = await Run.AgainstAsync(api, "search", "x");

        Assert.Equal(ExitCodes.Unreachable, run.Code);
        Assert.Contains("Try again in 2 s", run.Error, StringComparison.Ordinal);
    }
}
