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
