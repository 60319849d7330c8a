using Julie.Index.Catalog;
using Julie.Index.Tests.Support;
using Julie.Index.Webhooks;

namespace Julie.Index.Tests;

public sealed class DeliveryStoreTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private const string Main = "refs/heads/main";
    private const string New = "refs/heads/new";
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("*", true)]
    [InlineData(null, false)]
    public async Task Dispatch_PushOfANewBranch_AsksTheRemoteAtOnceWherePatternsMayMatch(string? pattern, bool asked)
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync($"new-branch-{asked}");
        await index.Tracker.SetPatternsAsync(repository.RepositoryId, pattern is null ? [] : [pattern], Token);
        await index.Checks.SucceedAsync(repository.RepositoryId, false, Later, Token);

        var dispatched = await DispatchAsync($"new-branch-{asked}", New);

        Assert.Equal((1, 0), (dispatched.Deliveries, dispatched.RefIds.Count));
        Assert.Equal(asked, await IsDueAsync(index, repository));
    }

    [Fact]
    public async Task Dispatch_PushOfABranchThatCameBack_MakesNoRunOfTheRemovedRef()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("comes-back");
        await index.Tracker.SetPatternsAsync(repository.RepositoryId, ["*"], Token);
        await index.Tracker.TrackAsync(repository.RepositoryId, Main, [New], Token);
        await index.Tracker.TrackAsync(repository.RepositoryId, Main, [], Token);
        await index.Checks.SucceedAsync(repository.RepositoryId, false, Later, Token);

        var dispatched = await DispatchAsync("comes-back", New);

        Assert.Equal((1, 0), (dispatched.Deliveries, dispatched.RefIds.Count));
        Assert.True(await IsDueAsync(index, repository));
    }

    [Fact]
    public async Task Dispatch_PushesOfARefThatWaits_ShareItsRunUntilItIsTaken()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("busy");
        while (await index.Runs.TakeAsync(repository.RefId, Token) is { } first)
        {
            await index.Runs.FailAsync(first.Id, "not wanted here", Token);
        }

        Assert.Equal([repository.RefId], (await DispatchAsync("busy", Main)).RefIds);
        // It waits already, and was rung for.
        Assert.Equal((1, 0), (await DispatchAsync("busy", Main) is var second ? second.Deliveries : 0, second.RefIds.Count));
        Assert.Equal(1, await CountAsync("select count(*) from sync_run where ref_id = $1 and state = 'pending'", repository.RefId));
        var run = (await index.Runs.TakeAsync(repository.RefId, Token))!;
        Assert.Equal(2, await CountAsync("select count(*) from delivery_run where sync_run_id = $1", run.Id));

        // It may have read the head by now: who comes from here on needs another one.
        Assert.Equal([repository.RefId], (await DispatchAsync("busy", Main)).RefIds);
    }

    private async Task<long> CountAsync(string sql, long id)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private async Task<DispatchedRefs> DispatchAsync(string name, string changed)
    {
        var store = new DeliveryStore(database.DataSource);
        await store.AddAsync(
            [new("github", "github", Guid.NewGuid().ToString(), "push", DeliveryKind.Push, "test.example", name, $"https://test.example/{name}", null, Main, [new RefChange(changed, null)], null, null)], Token);
        return await store.DispatchKnownAsync(10, Token);
    }

    private static async Task<bool> IsDueAsync(TestIndex index, RegisteredRepository repository)
    {
        while (await index.Checks.TakeDueAsync(Later, Token) is { } due)
        {
            if (due.RepositoryId == repository.RepositoryId)
            {
                return true;
            }
        }

        return false;
    }
}
