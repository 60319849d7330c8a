using System.Text.Json;
using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests;

public sealed class IndexTests
{
    [Fact]
    public async Task Index_RelativePath_IsSentAbsolute()
    {
        await using CannedApi api = await CannedApi.StartAsync((202, Canned.Accepted));

        Run run = await Run.AgainstAsync(api, "index", "some/folder/", "--name", "shop");

        Assert.Equal(ExitCodes.Ok, run.Code);
        using JsonDocument body = JsonDocument.Parse(Assert.Single(api.Requests).Body);
        Assert.Equal(Path.Combine(Path.GetTempPath(), "some", "folder"), body.RootElement.GetProperty("url").GetString());
        Assert.Equal("shop", body.RootElement.GetProperty("name").GetString());
        Assert.Contains("shop", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/a/b.git")]
    [InlineData("file:///srv/git/x")]
    [InlineData("git@example.org:a/b")]
    public async Task Index_Url_IsSentAsItIs(string url)
    {
        await using CannedApi api = await CannedApi.StartAsync((202, Canned.Accepted));

        await Run.AgainstAsync(api, "index", url);

        using JsonDocument body = JsonDocument.Parse(Assert.Single(api.Requests).Body);
        Assert.Equal(url, body.RootElement.GetProperty("url").GetString());
    }

    [Fact]
    public async Task Index_Wait_EndsWhenEveryPassageIsEmbedded()
    {
        await using CannedApi api = await CannedApi.StartAsync(
            (202, Canned.Accepted), (200, Canned.Sync("running", false)), (200, Canned.Sync("applied", false)), (200, Canned.Sync("applied", true)), (200, Canned.Repository));

        Run run = await Run.AgainstAsync(api, "index", "https://example.org/shop", "--wait");

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Contains("shop: reading", run.Out, StringComparison.Ordinal);
        Assert.Contains("indexed 3, skipped 2 (binary 2)", run.Out, StringComparison.Ordinal);
        Assert.Contains("12 chunks, 10 passages", run.Out, StringComparison.Ordinal);
        Assert.Equal(5, api.Requests.Count);
    }

    [Fact]
    public async Task Index_SupersededSync_IsFollowedToTheOneThatReplacedIt()
    {
        await using CannedApi api = await CannedApi.StartAsync(
            (202, Canned.Accepted), (200, Canned.Sync("superseded", false, supersededBy: 12)), (200, Canned.Sync("applied", true, id: 12)), (200, Canned.Repository));

        Run run = await Run.AgainstAsync(api, "index", "https://example.org/shop", "--wait", "--json");

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Equal("/api/syncs/12", api.Requests[2].Target);
        Assert.Equal(Canned.Sync("applied", true, id: 12) + Environment.NewLine, run.Out);
    }

    [Fact]
    public async Task Index_SyncThatFails_EndsWith1AndItsError()
    {
        await using CannedApi api = await CannedApi.StartAsync((202, Canned.Accepted), (200, Canned.Sync("failed", true, error: "remote hung up")));

        Run run = await Run.AgainstAsync(api, "index", "https://example.org/shop", "--wait");

        Assert.Equal(ExitCodes.Nothing, run.Code);
        Assert.Contains("remote hung up", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_OneOfTwoRefused_RegistersTheOther()
    {
        await using CannedApi api = await CannedApi.StartAsync((400, Canned.Problem(400, "No repository", "There is none at /a")), (202, Canned.Accepted));

        Run run = await Run.AgainstAsync(api, "index", "/a", "/b");

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains("There is none at /a", run.Error, StringComparison.Ordinal);
        Assert.Contains("shop", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, api.Requests.Count);
    }
}
