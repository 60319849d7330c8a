using Julie.Contracts;
using Julie.Index.Access;
using Julie.Index.Catalog;
using Julie.Index.Search;
using Julie.Index.Snapshots;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class RemovalTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static readonly Acting Tester = new("key tester (1)", null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Remove_TakesWhatIsItsOwn_AndLeavesWhatOthersHold()
    {
        var index = await TestIndex.CreateAsync(database);
        var (goes, stays) = (await index.RegisterAsync("acme/goes"), await index.RegisterAsync("acme/stays"));
        await index.PushAsync(goes, new Dictionary<string, string> { ["a.py"] = "def shared():\n  heron", ["b.py"] = "def own():\n  egret" });
        await index.PushAsync(goes, new Dictionary<string, string> { ["a.py"] = "def shared():\n  heron", ["b.py"] = "def own():\n  bittern" });
        await index.PushAsync(stays, new Dictionary<string, string> { ["a.py"] = "def shared():\n  heron" });
        await index.Runs.RequestAsync(goes.RefId, Lane.Backfill, null, Token);
        await index.Runs.RequestAsync(goes.RefId, Lane.Push, null, Token);
        await index.Runs.TakeAsync(goes.RefId, Token);

        Assert.True(await index.Remover.RemoveAsync(goes.RepositoryId, ReadableRepositories.Everything, Tester, Token));

        Assert.Null(await index.Repositories.FindAsync(goes.RepositoryId, ReadableRepositories.Everything, Token));
        Assert.Empty((await index.SearchAsync("bittern")).Hits);
        Assert.Equal(0, Assert.Single((await index.SearchAsync("heron")).Hits).AlsoIn);
        Assert.True(await index.Runs.IsOvertakenAsync(goes.RefId, Lane.Backfill, Token));
        Assert.Equal([goes.RepositoryId], await index.Repositories.FindGoneAsync([goes.RepositoryId, stays.RepositoryId], Token));
        var written = await new AuditLog(database.DataSource).ListAsync("repository.remove", null, 500, Token);
        Assert.Equal("key tester (1)", Assert.Single(written, e => e.Target == $"repository acme/goes ({goes.RepositoryId})").Actor);

        // Its own content goes with the collection, the shared one stays.
        Assert.Equal(2, (await index.Collector.CollectAsync(TimeSpan.Zero, 100, Token)).Passages);
        Assert.Single((await index.SearchAsync("heron")).Hits);
        Assert.Equal(0, (await index.Doctor.VisibilityAsync(mend: false, Token)).Wrong);
        Assert.Equal(0, (await index.Doctor.StatisticsAsync(mend: false, Token)).Wrong);
        Assert.Equal(0, (await index.Doctor.VectorsAsync(index.Space, mend: false, Token)).Wrong);
        Assert.NotEqual(goes.RepositoryId, (await index.RegisterAsync("acme/goes")).RepositoryId);
    }

    [Theory]
    [InlineData("https://test.example/contested")]
    [InlineData("https://test.example/moved")]
    public async Task Register_WhileItIsRemoved_MakesItAnew(string url)
    {
        var index = await TestIndex.CreateAsync(database);
        var before = await index.RegisterAsync("contested");
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using var remove = connection.CreateCommand();
        remove.CommandText =
            $"""
            delete from sync_run where ref_id = {before.RefId}; delete from ref where id = {before.RefId};
            delete from remote_check where repository_id = {before.RepositoryId}; delete from repository where id = {before.RepositoryId}
            """;
        await remove.ExecuteNonQueryAsync(Token);

        var registering = index.Repositories.RegisterAsync(new("test.example", "contested", url, "contested", "sha1", "refs/heads/main"), Token);
        while (!await database.ValueAsync<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"))
        {
            await Task.Delay(10, Token);
        }

        await transaction.CommitAsync(Token);
        var after = await registering;

        Assert.True(after.Created);
        Assert.NotEqual(before.RepositoryId, after.RepositoryId);
    }

    [Fact]
    public async Task Remove_WhatMayNotBeRead_IsNotThereAndNothingIsWritten()
    {
        var index = await TestIndex.CreateAsync(database);
        var (mine, secret) = (await index.RegisterAsync("team/mine"), await index.RegisterAsync("team/secret"));

        foreach (var readable in (ReadableRepositories[])[default, ReadableRepositories.Nothing, ReadableRepositories.Of(mine.RepositoryId)])
        {
            Assert.False(await index.Remover.RemoveAsync(secret.RepositoryId, readable, Tester, Token));
        }

        Assert.NotNull(await index.Repositories.FindAsync(secret.RepositoryId, ReadableRepositories.Everything, Token));
        Assert.DoesNotContain(await new AuditLog(database.DataSource).ListAsync("repository.remove", null, 500, Token), e => e.Target.Contains("team/", StringComparison.Ordinal));
        Assert.True(await index.Remover.RemoveAsync(mine.RepositoryId, ReadableRepositories.Of(mine.RepositoryId), Tester, Token));
        Assert.False(await index.Remover.RemoveAsync(mine.RepositoryId, ReadableRepositories.Everything, Tester, Token));
    }

    [Fact]
    public async Task Remove_WhileASyncReads_LetsThatSyncFail()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("under-way");
        await index.Runs.RequestAsync(repository.RefId, Lane.Backfill, null, Token);
        var run = (await index.Runs.TakeAsync(repository.RefId, Token))!;

        await index.Remover.RemoveAsync(repository.RepositoryId, ReadableRepositories.Everything, Tester, Token);

        await Assert.ThrowsAsync<SnapshotConflictException>(() => index.Snapshots.ApplyAsync(new(repository.RefId, run.Id, null, "c1", [], []), new(0, 0, 0, 0, 0), Token));
        await index.Runs.FailAsync(run.Id, "the ref is gone", Token);
    }
}
