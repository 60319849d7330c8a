using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>
/// What the ranking finds in this project at a commit of its own history. On a system of its own: how rare a word is depends on everything that is indexed. A change of ranking changes
/// the file: <c>./julie eval golden tests/Pipeline/Golden.txt --in repo:golden --update</c> on such an index, or this test with JULIE_UPDATE_GOLDEN set.
/// </summary>
public sealed class GoldenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rankings_OfAPinnedCommit_AreThoseOfTheFile()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("JULIE_TEST_HOME") is { Length: > 0 }, "the system that is used holds other repositories");
        await using var system = new RunningSystem();
        await system.InitializeAsync();
        await ThisProject.IndexAsync(system, ThisProject.Pinned, "golden", Token);
        string[] update = Environment.GetEnvironmentVariable("JULIE_UPDATE_GOLDEN") is { Length: > 0 } ? ["--update"] : [];

        var run = await system.JulieAsync(Token, ["eval", "golden", Path.Combine(RepositoryRoot.Path, "tests/Pipeline/Golden.txt"), "--in", "repo:golden", .. update]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }
}
