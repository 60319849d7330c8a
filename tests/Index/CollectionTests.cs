using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Content;
using Julie.Index.Snapshots;
using Julie.Index.Syncs;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class CollectionTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collect_ForcePushAwayAndBackWithinTheGrace_CostsNothing()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("back");
        var (old, other) = (Files("back", "one"), Files("back", "two"));
        await index.PushAsync(repository, old);
        await index.PushAsync(repository, other);
        await CollectAsync(index, Grace);
        await index.EmbedAllAsync();

        var back = await index.PushAsync(repository, old);

        Assert.Equal((0, 0), (back.NewPassages, back.Chunks));
        Assert.Equal(0, await index.EmbedAllAsync());
        Assert.Single((await index.SearchAsync("back_one", ReadableRepositories.Of(repository.RepositoryId))).Hits);
    }

    [Fact]
    public async Task Collect_AfterTheGrace_LeavesWhatAFreshIndexWouldHoldAndReadsItAgainWhenItReturns()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("again");
        var fork = await index.RegisterAsync("again-fork");
        await index.PushAsync(repository, Files("again", "one"));
        await index.PushAsync(fork, Files("shared", "kept"));
        await CollectAsync(index, TimeSpan.Zero);
        await index.EmbedAllAsync();
        var before = await CountsAsync(index);

        await index.PushAsync(repository, new Dictionary<string, string>(Files("again", "two").Concat(Files("shared", "kept"))));
        await index.EmbedAllAsync();
        await index.PushAsync(repository, Files("again", "one"));
        Assert.NotEqual(before, await CountsAsync(index));
        await CollectAsync(index, TimeSpan.Zero);

        Assert.Equal(before, await CountsAsync(index));
        Assert.DoesNotContain((await index.SearchAsync("again_two")).Hits, h => h.Symbol == "again_two");
        Assert.Contains((await index.SearchAsync("shared_kept")).Hits, h => h.Symbol == "shared_kept");
        Assert.Equal(1, (await index.PushAsync(repository, Files("again", "two"))).NewPassages);
        Assert.Equal(1, await index.EmbedAllAsync());
        Assert.Contains((await index.SearchAsync("again_two")).Hits, h => h.Symbol == "again_two");
    }

    [Fact]
    public async Task Collect_ContentThatIsNotCountedYet_LeavesNoTermBehind()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Backfill, [TestFile.Blob("u.py", "def uncounted():\n  capercaillie")], Token);
        Assert.Equal(1L, await database.ValueAsync<long>("select count(*) from term_delta where 'capercaillie' = any(terms)"));

        await CollectAsync(index, TimeSpan.Zero);

        Assert.Equal(0L, await database.ValueAsync<long>("select count(*) from passage where terms @@ 'capercaillie'::tsquery"));
        Assert.Equal(0L, await database.ValueAsync<long>("select count(*) from term where term = 'capercaillie'"));
    }

    [Fact]
    public async Task Collect_BlobThatIsHeldButNotSearched_DropsItsText()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("skipped-now");
        await index.PushAsync(repository, Files("vendored", "later"));
        await database.ValueAsync<long>(
            "with u as (update tree_entry set state = 'skipped', skip_reason = 'vendored' where ref_id = $1 returning 1) select count(*) from u", repository.RefId);

        await CollectAsync(index, TimeSpan.Zero);

        Assert.Equal(1L, await database.ValueAsync<long>("select count(*) from blob b join tree_entry t on t.blob_id = b.id where t.ref_id = $1", repository.RefId));
        Assert.Equal(0L, await database.ValueAsync<long>("select count(*) from source_text where text like '%vendored_later%'"));
        Assert.Equal(1, (await index.PushAsync(repository, Files("vendored", "later"))).Chunks);
        Assert.Equal(1L, await database.ValueAsync<long>("select count(*) from source_text where text like '%vendored_later%'"));
    }

    [Fact]
    public async Task Find_UnheldContent_KeepsItForTheSyncThatAsked()
    {
        var index = await TestIndex.CreateAsync(database);
        var blob = TestFile.Blob("found.py", "def found_again():\n  body");
        await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Push, [blob], Token);
        await index.Collector.CollectAsync(Grace, 10, Token);
        await AgeAsync();

        Assert.Single(await index.Content.FindAsync(index.Space.ChunkingId, [new(blob.Blob, blob.Language)], Token));
        await index.Collector.CollectAsync(Grace, 10, Token);
        Assert.Single(await index.Content.FindAsync(index.Space.ChunkingId, [new(blob.Blob, blob.Language)], Token));

        await index.Collector.CollectAsync(Grace, 10, Token);
        await AgeAsync();
        await index.Collector.CollectAsync(Grace, 10, Token);
        Assert.Empty(await index.Content.FindAsync(index.Space.ChunkingId, [new(blob.Blob, blob.Language)], Token));
    }

    [Fact]
    public async Task Collect_ContentOfASnapshotThatIsBeingApplied_IsLeftAlone()
    {
        var index = await TestIndex.CreateAsync(database);
        var blob = TestFile.Blob("applied.py", "def applied_now():\n  body");
        await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Push, [blob], Token);
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await using var held = connection.CreateCommand();
            held.CommandText = "select id from chunked_blob order by id desc limit 1 for key share";
            await held.ExecuteScalarAsync(Token);
            await CollectAsync(index, TimeSpan.Zero);
            Assert.Single(await index.Content.FindAsync(index.Space.ChunkingId, [new(blob.Blob, blob.Language)], Token));
        }

        await CollectAsync(index, TimeSpan.Zero);
        Assert.Empty(await index.Content.FindAsync(index.Space.ChunkingId, [new(blob.Blob, blob.Language)], Token));
    }

    [Fact]
    public async Task Apply_OfContentThatWasCollected_SaysThatItIsMissing()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("collected");
        const string text = "def collected_too_soon():\n  body";
        await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Push, [TestFile.Blob("c.py", text)], Token);
        await index.Runs.RequestAsync(repository.RefId, Lane.Push, null, Token);
        var run = (await index.Runs.TakeAsync(repository.RefId, Token))!;
        await CollectAsync(index, TimeSpan.Zero);

        await Assert.ThrowsAsync<MissingContentException>(() => index.Snapshots.ApplyAsync(
            new(repository.RefId, run.Id, null, "abcd", [TestFile.Entry("c.py", text)], []), SyncCounts.None, Token));
    }

    [Fact]
    public async Task Collect_WhilePushesReuseTheSameContent_LosesNothing()
    {
        var index = await TestIndex.CreateAsync(database);
        var repositories = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => index.RegisterAsync($"racing-{i}")));
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var collected = 0L;
        var collecting = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    collected += (await index.Collector.CollectAsync(TimeSpan.Zero, 3, Token)).Passages;
                }
            },
            Token);

        await Task.WhenAll(repositories.Select(repository => Task.Run(() => RaceAsync(index, repository), Token)));
        await done.CancelAsync();
        await collecting;

        Assert.True(collected > 0);
        foreach (var repository in repositories)
        {
            var readable = ReadableRepositories.Of(repository.RepositoryId);
            Assert.Equal(["race_19"], (await index.SearchAsync("race_19 race_18", readable)).Hits.Select(h => h.Symbol));
        }

        await AssertStatisticsAsync();
    }

    private static async Task RaceAsync(TestIndex index, RegisteredRepository repository)
    {
        for (var i = 0; i < 20; i++)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    await index.PushAsync(repository, Files("race", $"{i}"), i % 2 == 0 ? Lane.Push : Lane.Backfill);
                    break;
                }
                catch (MissingContentException) when (attempt < 100)
                {
                    // As a sync does: it reads and writes again.
                }
            }
        }
    }

    private async Task CollectAsync(TestIndex index, TimeSpan grace)
    {
        await index.Collector.CollectAsync(grace, 2, Token);
        await AssertStatisticsAsync();
    }

    private Task<long> AgeAsync() => database.ValueAsync<long>(
        """
        with a as (update chunked_blob set unheld_since = unheld_since - interval '8 days' returning 1), b as (update blob set unheld_since = unheld_since - interval '8 days' returning 1)
        select (select count(*) from a) + (select count(*) from b)
        """);

    /// <summary>Rows of every kind of content.</summary>
    private async Task<string> CountsAsync(TestIndex index) => await database.ValueAsync<string>(
        $"""
        select concat_ws(' ', (select count(*) from blob), (select count(*) from chunked_blob), (select count(*) from chunk), (select count(*) from symbol),
          (select count(*) from passage), (select count(*) from {index.Space.Table}), (select count(*) from embed_work), (select count(*) from term))
        """);

    /// <summary>BM25's statistics are those of the passages that are there.</summary>
    private async Task AssertStatisticsAsync()
    {
        Assert.Equal(0L, await database.ValueAsync<long>(
            """
            select count(*) from term t
            full join (select u.term, count(*) as n from passage p cross join lateral unnest(tsvector_to_array(p.terms)) u(term) group by 1) w on w.term = t.term
            where t.passages is distinct from w.n
            """));
        Assert.True(await database.ValueAsync<bool>(
            "select c.passages = p.n and c.length = p.length from corpus c, (select count(*) as n, coalesce(sum(length), 0)::bigint as length from passage) p"));
    }

    private static Dictionary<string, string> Files(string stem, string name) => new() { [$"{stem}.py"] = $"def {stem}_{name}():\n  body of {stem} {name}" };
}
