using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Snapshots;
using Julie.Index.Syncs;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

/// <summary>A backfill that a push overtook (law 8): what it did is there, what it did not is pending, and nothing of it is forgotten (law 5).</summary>
public sealed class PendingEntryTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_WithPendingEntries_AsksForABackfillOfTheRest()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("overtaken");

        var run = await ApplyAsync(index, repository, Lane.Backfill, pendingB: true);

        var waiting = await index.Runs.FindWaitingAsync(repository.RefId, Token);
        Assert.Equal((Lane.Backfill, true, false), (waiting!.Value.Lane, waiting.Value.HasSnapshot, waiting.Value.IsUrgent));
        var files = await index.Snapshots.CountAsync(repository.RepositoryId, Token);
        Assert.Equal((2, 1, 1), (files.Total, files.Indexed, files.Pending));
        Assert.False((await index.Runs.FindAsync(run, ReadableRepositories.Everything, Token))!.Complete);
        Assert.True((await index.Snapshots.ReadAsync(repository.RefId, Token))["b.py"].Pending);
        Assert.NotEmpty((await index.SearchAsync("overtaken_a", ReadableRepositories.Of(repository.RepositoryId))).Hits);
        Assert.Equal(1, (await index.Repositories.FindAsync(repository.RepositoryId, ReadableRepositories.Everything, Token))!.Files.Pending);

        await ApplyAsync(index, repository, Lane.Push, pendingB: false);
        await index.EmbedAllAsync();

        Assert.Null(await index.Runs.FindWaitingAsync(repository.RefId, Token));
        Assert.True((await index.Runs.FindAsync(run, ReadableRepositories.Everything, Token))!.Complete);
        Assert.NotEmpty((await index.SearchAsync("overtaken_b", ReadableRepositories.Of(repository.RepositoryId))).Hits);
    }

    [Fact]
    public async Task Apply_WithPendingEntriesAndAPushThatWaits_LeavesTheRestToWhatComesAfterThePush()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("overtaken-twice");
        await index.Runs.RequestAsync(repository.RefId, Lane.Backfill, null, Token);
        var backfill = (await index.Runs.TakeAsync(repository.RefId, Token))!;
        var before = await index.Runs.IsOvertakenAsync(repository.RefId, backfill.Lane, Token);

        var push = await index.Runs.RequestAsync(repository.RefId, Lane.Push, null, Token);
        Assert.True(await index.Runs.IsOvertakenAsync(repository.RefId, backfill.Lane, Token));
        await ApplyAsync(index, repository, backfill, pendingB: true);

        Assert.False(before);
        var taken = (await index.Runs.TakeAsync(repository.RefId, Token))!;
        Assert.Equal((push, Lane.Push), (taken.Id, taken.Lane));
        await index.Snapshots.ApplyAsync(new(repository.RefId, taken.Id, Commit(Lane.Backfill), "0000000000000000000000000000000000000009", [], []), SyncCounts.None, Token);
        Assert.Equal(Lane.Backfill, (await index.Runs.FindWaitingAsync(repository.RefId, Token))!.Value.Lane);
    }

    [Fact]
    public async Task EndUnchanged_PushOfTheHeadThatAnOvertakenBackfillApplied_AsksForABackfillOfTheRest()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("overtaken-by-its-own-head");
        await index.Runs.RequestAsync(repository.RefId, Lane.Backfill, null, Token);
        var backfill = (await index.Runs.TakeAsync(repository.RefId, Token))!;
        await index.Runs.RequestAsync(repository.RefId, Lane.Push, null, Token);
        await ApplyAsync(index, repository, backfill, pendingB: true);
        var push = (await index.Runs.TakeAsync(repository.RefId, Token))!;

        Assert.True(await index.Runs.EndUnchangedAsync(push.Id, Commit(Lane.Backfill), 2, Token));

        Assert.Equal(Lane.Backfill, (await index.Runs.FindWaitingAsync(repository.RefId, Token))!.Value.Lane);
    }

    [Fact]
    public async Task Waiting_PushesOfRefsWithASnapshot_ComeFirst()
    {
        var index = await TestIndex.CreateAsync(database);
        var first = await index.RegisterAsync("never-indexed");
        var indexed = await index.RegisterAsync("indexed-before");
        await ApplyAsync(index, indexed, Lane.Backfill, pendingB: false);

        await index.Runs.RequestAsync(first.RefId, Lane.Push, null, Token);
        await index.Runs.RequestAsync(indexed.RefId, Lane.Push, null, Token);

        Assert.False((await index.Runs.FindWaitingAsync(first.RefId, Token))!.Value.IsUrgent);
        Assert.True((await index.Runs.FindWaitingAsync(indexed.RefId, Token))!.Value.IsUrgent);
    }

    private static async Task<long> ApplyAsync(TestIndex index, RegisteredRepository repository, Lane lane, bool pendingB)
    {
        await index.Runs.RequestAsync(repository.RefId, lane, null, Token);
        var run = (await index.Runs.TakeAsync(repository.RefId, Token))!;
        await ApplyAsync(index, repository, run, pendingB);
        return run.Id;
    }

    private static async Task ApplyAsync(TestIndex index, RegisteredRepository repository, SyncRun run, bool pendingB)
    {
        var (a, b) = ("def overtaken_a():\n    return 1", "def overtaken_b():\n    return 2");
        await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, run.Lane, [TestFile.Blob("a.py", a), .. pendingB ? [] : new[] { TestFile.Blob("b.py", b) }], Token);
        var before = (await index.Repositories.FindRefAsync(repository.RefId, Token))!.AppliedCommit;
        await index.Snapshots.ApplyAsync(
            new(repository.RefId, run.Id, before, Commit(run.Lane), [TestFile.Entry("a.py", a), TestFile.Entry("b.py", b) with { Pending = pendingB }], []),
            SyncCounts.None with { Files = 2 }, Token);
    }

    private static string Commit(Lane lane) => $"00000000000000000000000000000000000000{(int)lane:00}";
}
