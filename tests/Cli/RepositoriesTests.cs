using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests;

/// <summary><c>julie repositories remove</c>: what is asked before anything goes.</summary>
public sealed class RepositoriesTests
{
    [Theory]
    [InlineData("shop", "y\n")]
    [InlineData("7", "YES\n")]
    public async Task Remove_AtATerminal_AsksAndDeletes(string named, string typed)
    {
        await using CannedApi api = await CannedApi.StartAsync((200, $"[{Canned.Repository}]"), (204, ""));

        Run run = await RunAsync(api, typed, true, "repositories", "remove", named);

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Contains("Remove shop (5 files, https://example.org/shop) from the index? [y/N]", run.Error, StringComparison.Ordinal);
        Assert.Equal(("DELETE", "/api/repositories/7"), (api.Requests[^1].Method, api.Requests[^1].Target));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("n\n")]
    [InlineData("")]
    public async Task Remove_UnlessItIsMeant_RemovesNothing(string typed)
    {
        await using CannedApi api = await CannedApi.StartAsync((200, $"[{Canned.Repository}]"));

        Run run = await RunAsync(api, typed, true, "repos", "remove", "shop");

        Assert.Equal(ExitCodes.Nothing, run.Code);
        Assert.Contains("nothing was removed", run.Error, StringComparison.Ordinal);
        Assert.Equal("GET", Assert.Single(api.Requests).Method);
    }

    [Fact]
    public async Task Remove_WithoutATerminal_WantsYes()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, $"[{Canned.Repository}]"), (200, $"[{Canned.Repository}]"), (204, ""));

        Run unasked = await RunAsync(api, "y\n", false, "repositories", "remove", "shop");
        Run said = await RunAsync(api, null, false, "repositories", "remove", "shop", "--yes");

        Assert.Equal((ExitCodes.Usage, ExitCodes.Ok), (unasked.Code, said.Code));
        Assert.Contains("--yes", unasked.Error, StringComparison.Ordinal);
        Assert.Equal(["GET", "GET", "DELETE"], api.Requests.Select(r => r.Method));
    }

    [Theory]
    [InlineData("hop")]
    [InlineData("8")]
    public async Task Remove_WhatIsNotThere_EndsWith1(string named)
    {
        await using CannedApi api = await CannedApi.StartAsync((200, $"[{Canned.Repository}]"));

        Run run = await RunAsync(api, null, false, "repositories", "remove", named, "--yes");

        Assert.Equal(ExitCodes.Nothing, run.Code);
        Assert.Equal("GET", Assert.Single(api.Requests).Method);
    }

    [Fact]
    public async Task Remove_Refused_SaysSo()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, $"[{Canned.Repository}]"), (403, Canned.Problem(403, "The key may not do this", "It needs the scope ingest.")));

        Run run = await RunAsync(api, null, false, "repositories", "remove", "shop", "--yes");

        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("scope ingest", run.Error, StringComparison.Ordinal);
    }

    private static Task<Run> RunAsync(CannedApi api, string? input, bool typed, params string[] args) =>
        Run.JulieAsync(args, new() { ["JULIE_URL"] = api.Url, ["JULIE_KEY"] = "jl_test" }, input: input, typed: typed);
}
