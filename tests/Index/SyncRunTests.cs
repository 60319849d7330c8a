using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Syncs;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class SyncRunTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_SeveralPending_TakesTheNewestInTheMostUrgentLaneAndSupersedesTheRest()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("queue");
        var first = await index.Runs.RequestAsync(repository.RefId, Lane.Push, Trace, Token);
        var second = await index.Runs.RequestAsync(repository.RefId, Lane.Backfill, null, Token);

        var taken = (await index.Runs.TakeAsync(repository.RefId, Token))!;

        Assert.Equal((second, Lane.Push, repository.RepositoryId), (taken.Id, taken.Lane, taken.RepositoryId));
        Assert.Equal([Trace], taken.Links);
        var superseded = (await index.Runs.FindAsync(first, ReadableRepositories.Everything, Token))!;
        Assert.Equal((SyncState.Superseded, second, "4bf92f3577b34da6a3ce929d0e0e4736"), (superseded.State, superseded.SupersededBy, superseded.TraceId));
    }

    [Fact]
    public async Task Take_RunOfADeadHolder_TakesItAgain()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("abandoned");
        var run = await index.Runs.RequestAsync(repository.RefId, Lane.Push, null, Token);
        await index.Runs.TakeAsync(repository.RefId, Token);

        Assert.Equal(run, (await index.Runs.TakeAsync(repository.RefId, Token))?.Id);
        Assert.Contains(await index.Runs.RefsWithWaitingRunsAsync(TimeSpan.Zero, Token), waiting => waiting.RefId == repository.RefId);
        await index.Runs.FailAsync(run, "gone", Token);
        Assert.Null(await index.Runs.TakeAsync(repository.RefId, Token));
        Assert.DoesNotContain(await index.Runs.RefsWithWaitingRunsAsync(TimeSpan.Zero, Token), waiting => waiting.RefId == repository.RefId);
    }

    [Fact]
    public async Task Find_RunOfAnUnreadableRepository_AnswersAsIfThereWereNone()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("secret");
        var run = await index.Runs.RequestAsync(repository.RefId, Lane.Push, null, Token);

        Assert.NotNull(await index.Runs.FindAsync(run, ReadableRepositories.Of(repository.RepositoryId), Token));
        Assert.Null(await index.Runs.FindAsync(run, ReadableRepositories.Of(repository.RepositoryId + 1), Token));
        Assert.Null(await index.Runs.FindAsync(run, default, Token));
        Assert.Null(await index.Repositories.FindAsync(repository.RepositoryId, ReadableRepositories.Nothing, Token));
    }

    [Fact]
    public async Task Lock_HeldBySomeoneElse_IsRefusedUntilReleased()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("locked");

        await using (var held = await index.Runs.TryLockRefAsync(repository.RefId, Token))
        {
            Assert.NotNull(held);
            Assert.Null(await index.Runs.TryLockRefAsync(repository.RefId, Token));
            Assert.False(held.Lost.IsCancellationRequested);
        }

        await using var next = await index.Runs.TryLockRefAsync(repository.RefId, Token);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Lock_SessionKilled_IsNoticed()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("killed");
        await using var held = await index.Runs.TryLockRefAsync(repository.RefId, Token);
        var lost = new TaskCompletionSource();
        held!.Lost.Register(lost.SetResult);

        await database.ValueAsync<bool>(
            "select bool_and(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()) and objid = $1::bigint::oid", repository.RefId);

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    [Fact]
    public async Task Register_NameOfAnotherRepository_IsRefusedByName()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.RegisterAsync("taken");

        var refused = await Assert.ThrowsAsync<RepositoryNameTakenException>(() => index.Repositories.RegisterAsync(
            new("test.example", "other id", "https://test.example/other", "taken", "sha1", "refs/heads/main"), Token));

        Assert.Equal("taken", refused.Name);
    }

    [Fact]
    public async Task Register_SameRepositoryFromManyCallers_MakesItOnce()
    {
        var index = await TestIndex.CreateAsync(database);

        var registered = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => index.RegisterAsync("crowded")));

        Assert.Single(registered.Select(r => (r.RepositoryId, r.RefId)).Distinct());
        Assert.Equal(1, registered.Count(r => r.Created));
    }
}
