using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class RemoteCheckTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private const string Main = "refs/heads/main";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeDue_FourReplicasAtOnce_EachRepositoryIsTakenOnce()
    {
        var index = await TestIndex.CreateAsync(database);
        for (var i = 0; i < 20; i++)
        {
            await index.Checks.ExpediteAsync((await index.RegisterAsync($"replica-{i}")).RepositoryId, Token);
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => DrainAsync(index), Token)));

        var ids = taken.SelectMany(t => t).ToArray();
        Assert.Equal(20, ids.Count(n => n.StartsWith("replica-", StringComparison.Ordinal)));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public async Task TakeDue_WhoTookItDied_IsDueAgainAfterTheLease()
    {
        var index = await TestIndex.CreateAsync(database);
        await DrainAsync(index);
        await index.Checks.ExpediteAsync((await index.RegisterAsync("dies")).RepositoryId, Token);

        Assert.Equal("dies", (await index.Checks.TakeDueAsync(TimeSpan.Zero, Token))!.Name);
        Assert.Equal("dies", (await index.Checks.TakeDueAsync(Lease, Token))!.Name);
        Assert.Null(await index.Checks.TakeDueAsync(Lease, Token));
    }

    [Fact]
    public async Task See_MovedHead_AsksForOneSyncInThePushLane()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("moves");
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def moving():\n  one" });
        var applied = (await index.Repositories.FindRefAsync(repository.RefId, Token))!.AppliedCommit!;

        Assert.Empty((await SeeAsync(index, repository, applied)).Refs);
        var moved = await SeeAsync(index, repository, "2222");
        var again = await SeeAsync(index, repository, "2222");

        Assert.Equal([repository.RefId], moved.Refs);
        Assert.True(moved.Moved);
        Assert.Empty(again.Refs);
        Assert.False(again.Moved);
        Assert.Equal(Lane.Push, (await index.Runs.TakeAsync(repository.RefId, Token))!.Lane);
    }

    [Fact]
    public async Task See_HeadWhoseSyncFailed_IsAskedForAgain()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("fails");
        await SeeAsync(index, repository, "1111");
        var run = (await index.Runs.TakeAsync(repository.RefId, Token))!;
        Assert.Equal(Lane.Backfill, run.Lane);
        await index.Runs.FailAsync(run.Id, "the disk is full", Token);

        Assert.Equal([repository.RefId], (await SeeAsync(index, repository, "1111")).Refs);
    }

    [Fact]
    public async Task Fail_ThenSucceed_ShowsTheErrorInTheStatusUntilTheRemoteAnswers()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("unreachable");

        await index.Checks.FailAsync(repository.RepositoryId, "no route to host", TimeSpan.FromMinutes(2), Token);
        await index.Checks.FailAsync(repository.RepositoryId, "still no route to host", TimeSpan.FromMinutes(4), Token);
        var broken = (await index.Repositories.FindAsync(repository.RepositoryId, ReadableRepositories.Everything, Token))!.Remote!;
        await index.Checks.SucceedAsync(repository.RepositoryId, moved: false, TimeSpan.FromMinutes(1), Token);
        var mended = (await index.Repositories.FindAsync(repository.RepositoryId, ReadableRepositories.Everything, Token))!.Remote!;

        Assert.Equal((2, "still no route to host"), (broken.Failures, broken.Error));
        Assert.Null(broken.CheckedAt);
        Assert.True(broken.DueAt > DateTimeOffset.UtcNow.AddMinutes(3));
        Assert.Equal((0, null), (mended.Failures, mended.Error));
        Assert.NotNull(mended.CheckedAt);
    }

    [Fact]
    public async Task Apply_NewCommit_HasASilentRepositoryLookedAtSoon()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("wakes");
        await index.Checks.SucceedAsync(repository.RepositoryId, moved: false, TimeSpan.FromHours(6), Token);

        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def waking():\n  one" });

        var status = await index.Repositories.FindAsync(repository.RepositoryId, ReadableRepositories.Everything, Token);
        Assert.True(status!.Remote!.DueAt < DateTimeOffset.UtcNow.AddMinutes(2));
    }

    private static Task<SeenHeads> SeeAsync(TestIndex index, RegisteredRepository repository, string commit) => index.Checks.SeeAsync(
        repository.RepositoryId, new Dictionary<string, string> { [Main] = commit, ["refs/heads/untracked"] = "9999" }, Lane.Backfill, null, Token);

    private static async Task<List<string>> DrainAsync(TestIndex index)
    {
        var names = new List<string>();
        while (await index.Checks.TakeDueAsync(Lease, Token) is { } due)
        {
            names.Add(due.Name);
        }

        return names;
    }
}
