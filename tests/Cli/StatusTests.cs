using Julie.Cli.Tests.Support;
using Julie.Embedding.Tests.Support;

namespace Julie.Cli.Tests;

public sealed class StatusTests
{
    [Fact]
    public async Task Status_ForPeople_ShowsSpaceCoverageAndRepositories()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Status));

        Run run = await Run.AgainstAsync(api, "status");

        Assert.Equal(ExitCodes.Ok, run.Code);
        Assert.Contains("256 dimensions", run.Out, StringComparison.Ordinal);
        Assert.Contains("999 of 1,000 passages embedded (99%)", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"shop +ready +012345678 +5 +2 +10 +100%", run.Out);
    }

    [Fact]
    public async Task Status_Json_PrintsTheAnswerUnchanged()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, Canned.Status));

        Assert.Equal(Canned.Status + Environment.NewLine, (await Run.AgainstAsync(api, "status", "--json")).Out);
    }

    [Fact]
    public async Task Watch_GoesOnThroughAnOutage_AndSaysItOnce()
    {
        await using CannedApi api = await CannedApi.StartAsync(
            (200, Canned.Status), (503, Canned.Problem(503, "The database is away", "Try again")), (503, Canned.Problem(503, "The database is away", "Try again")), (200, Canned.Status),
            (403, Canned.Problem(403, "The key was revoked", "Ask for another")));

        Run run = await Run.JulieAsync(["status", "--watch", "--json"], new() { ["JULIE_URL"] = api.Url }, time: new InstantTime(TimeSpan.FromMinutes(1)));

        Assert.Equal(Canned.Status + "\n" + Canned.Status + "\n", run.Out);
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Equal(2, run.Error.Split("The database is away").Length);
    }

    [Fact]
    public async Task Repositories_None_SaysHowToIndexOne()
    {
        await using CannedApi api = await CannedApi.StartAsync((200, "[]"));

        Assert.Contains("julie index", (await Run.AgainstAsync(api, "repositories")).Out, StringComparison.Ordinal);
    }
}
