using Julie.Cli.Tests.Support;

namespace Julie.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("serch", "x")]
    [InlineData("search")]
    [InlineData("index")]
    [InlineData("status", "--limit")]
    [InlineData("search", "--limit", "0", "x")]
    [InlineData("search", "--limit", "100001", "x")]
    [InlineData("search", "--json", "--limit", "101", "x")]
    [InlineData("search", "--json", "--files", "x")]
    [InlineData("search", "--color", "sometimes", "x")]
    [InlineData("search", "-C", "many", "x")]
    [InlineData("completion", "fish")]
    [InlineData("search", "--limit", "many", "x")]
    [InlineData("index", "--name", "n", "a", "b")]
    public async Task WrongArguments_EndWith2AndSayWhereHelpIs(params string[] args)
    {
        Run run = await Run.JulieAsync(args);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongArguments_OfASubcommand_NameItsWholePath() =>
        Assert.Contains("See: julie models verify --help", (await Run.JulieAsync(["models", "verify"])).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "Exit codes:")]
    [InlineData("--help", "Examples:")]
    [InlineData("search --help", "repo:NAME")]
    [InlineData("index --help", "--wait")]
    [InlineData("open --help", "julie open 1")]
    [InlineData("login --help", "julie login https://")]
    [InlineData("config --help", "JULIE_URL")]
    [InlineData("completion --help", "source <(julie completion bash)")]
    [InlineData("mcp --help", "mcpServers")]
    [InlineData("status --help", "--watch")]
    [InlineData("repositories --help", "--json")]
    [InlineData("files --help", "--reason")]
    [InlineData("files --help", "julie files shop --secrets")]
    [InlineData("eval --help", "julie eval own .")]
    [InlineData("open --help", "sed -E")]
    [InlineData("models --help", "models pull bge-small-en-v1.5")]
    [InlineData("models pull --help", "HF_TOKEN")]
    [InlineData("models bench --help", "--device")]
    public async Task Help_WhereNothingRuns_Teaches(string args, string taught)
    {
        Run run = await Run.JulieAsync(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Contains(taught, run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("files")]
    [InlineData("eval")]
    [InlineData("eval golden")]
    public async Task Help_OfACommand_HasNotTheExamplesOfTheWhole(string command) =>
        Assert.DoesNotContain("Exit codes:", (await Run.JulieAsync([.. command.Split(' '), "--help"])).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Help_OfRemove_AsksNobodyForNames()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, $"[{Canned.Repository}]"));

        Run run = await Run.AgainstAsync(api, "repositories", "remove", "--help");

        Assert.Contains("<repository>", run.Out, StringComparison.Ordinal);
        Assert.Empty(api.Requests);
    }

    [Theory]
    [InlineData("--upload-pack=touch /tmp/x", "--upload-pack=touch /tmp/x")]
    [InlineData("github.com/owner/name", "https://github.com/owner/name")]
    [InlineData("", "./")]
    public async Task Index_WhatIsNoRepository_IsRefusedHereWithARemedy(string target, string named)
    {
        await using CannedApi api = await CannedApi.StartAsync((202, Canned.Accepted));

        Run run = await Run.AgainstAsync(api, "index", target);

        Assert.Equal(ExitCodes.Usage, run.Code);
        Assert.Contains(target.Length > 0 ? named : "empty", run.Error, StringComparison.Ordinal);
        Assert.Empty(api.Requests);
    }
}
