using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Content;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

/// <summary>On a database of its own: the active space is the whole index's.</summary>
public sealed class SpaceChangeTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnsureActive_AnotherChunking_AsksForEveryRefThatWasIndexed()
    {
        var index = await TestIndex.CreateAsync(database);
        var (indexed, fresh) = (await index.RegisterAsync("indexed"), await index.RegisterAsync("fresh"));
        await index.PushAsync(indexed, new Dictionary<string, string> { ["a.py"] = "def one():\n  1" });
        await index.UseModelAsync("another model, cut alike", "test");
        var same = index.Space;
        Assert.Null(await index.Runs.FindWaitingAsync(indexed.RefId, Token));

        await index.UseModelAsync("another model", "another tokenizer");
        await index.UseModelAsync("another model", "another tokenizer");

        Assert.Equal("retired", (await index.Spaces.FindAsync(same.Id, Token))!.State);
        Assert.Equal(Lane.Backfill, (await index.Runs.TakeAsync(indexed.RefId, Token))!.Lane);
        Assert.Null(await index.Runs.FindWaitingAsync(fresh.RefId, Token));
    }

    [Fact]
    public async Task Collect_SpaceRetiredBeforeTheGrace_DropsItsVectorsAndWhatWasCutForItAlone()
    {
        var index = await TestIndex.CreateAsync(database);
        var (repository, before) = await MovedAsync(index, "moved");

        await AgeAsync();
        var collected = await index.Collector.CollectAsync(Grace, 10, Token);

        Assert.True(collected.Spaces > 0);
        Assert.Null(await index.Spaces.FindAsync(before.Id, Token));
        Assert.False(await database.ValueAsync<bool>("select to_regclass($1) is not null", before.Table));
        Assert.Equal(0L, await CutAsync(repository, before));
        Assert.Contains((await index.SearchAsync("moved_one", ReadableRepositories.Of(repository.RepositoryId), like: "moved_one")).Hits, h => h is { Symbol: "moved_one", Similarity: not null });
        Assert.Equal(0, (await index.Doctor.VectorsAsync(index.Space, mend: false, Token)).Wrong);
        Assert.DoesNotContain((await index.Doctor.VisibilityAsync(mend: false, Token)).Details, detail => detail.Contains("moved", StringComparison.Ordinal));
        Assert.Equal(0, (await index.Doctor.StatisticsAsync(mend: false, Token)).Wrong);
    }

    [Fact]
    public async Task Push_WhatAForkHadCutInTheNewChunking_IsCountedForTheRepositoryToo()
    {
        var index = await TestIndex.CreateAsync(database);

        var (repository, _) = await MovedAsync(index, "twin");

        Assert.Equal(1L, await database.ValueAsync<long>("select count(*) from passage_repository where repository_id = $1", repository.RepositoryId));
        Assert.Equal(["twin_one"], (await index.SearchAsync("twin_two", ReadableRepositories.Of(repository.RepositoryId))).Hits.Select(h => h.Symbol));
    }

    [Fact]
    public async Task Collect_FilesThatAreNotCutAnewYet_KeepsWhatThereIsOfThem()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("away");
        await index.PushAsync(repository, Files("away"));
        var before = index.Space;
        await index.UseModelAsync("the model of away", "the tokenizer of away");
        await index.Collector.CollectAsync(Grace, 10, Token);
        await AgeAsync();

        await index.Collector.CollectAsync(Grace, 10, Token);
        Assert.Equal(1L, await CutAsync(repository, before));
        Assert.Equal(1L, await database.ValueAsync<long>("select count(*) from source_text where text like 'def away_one%'"));

        await CutOtherwiseAsync(index, "away");
        await index.PushAsync(repository, Files("away"));
        await index.Collector.CollectAsync(Grace, 10, Token);
        await AgeAsync();
        await index.Collector.CollectAsync(Grace, 10, Token);
        Assert.Equal(0L, await CutAsync(repository, before));
        Assert.Equal(1L, await database.ValueAsync<long>("select count(*) from source_text where text like 'def away_one%'"));
    }

    [Fact]
    public async Task EnsureActive_TheModelOfBeforeWithinTheGrace_CostsNothing()
    {
        var index = await TestIndex.CreateAsync(database);
        var (repository, before) = await MovedAsync(index, "back");
        await AgeAsync("6 days");
        await index.Collector.CollectAsync(Grace, 10, Token);

        await index.UseModelAsync(before.Model, "test");
        await AgeAsync();
        await index.Collector.CollectAsync(Grace, 10, Token);

        Assert.Equal(before.Id, index.Space.Id);
        Assert.Equal(0, (await index.PushAsync(repository, Files("back"))).Chunks);
        Assert.Equal(0, await index.EmbedAllAsync());
        Assert.Equal(2L, await database.ValueAsync<long>("select count(*) from passage_repository where repository_id = $1", repository.RepositoryId));
        Assert.Contains((await index.SearchAsync("back_two", ReadableRepositories.Of(repository.RepositoryId))).Hits, h => h.Symbol == "back_two");
    }

    [Fact]
    public async Task Collect_WhileALongTransactionReadsPassages_LeavesTheSpaceToTheNextRound()
    {
        var index = await TestIndex.CreateAsync(database);
        var (_, before) = await MovedAsync(index, "busy");
        await using (var connection = await database.DataSource.OpenConnectionAsync(Token))
        {
            await using var transaction = await connection.BeginTransactionAsync(Token);
            await using var read = connection.CreateCommand();
            read.CommandText = "select count(*) from passage";
            await read.ExecuteScalarAsync(Token);

            Assert.Equal(0, (await index.Collector.CollectAsync(TimeSpan.Zero, 10, Token)).Spaces);
            Assert.NotNull(await index.Spaces.FindAsync(before.Id, Token));
        }

        Assert.True((await index.Collector.CollectAsync(TimeSpan.Zero, 10, Token)).Spaces > 0);
        Assert.Null(await index.Spaces.FindAsync(before.Id, Token));
    }

    /// <summary>A repository that was indexed with one model and then with another, which cuts files otherwise. Returns the space of the first.</summary>
    private static async Task<(RegisteredRepository Repository, Spaces.Space Before)> MovedAsync(TestIndex index, string name)
    {
        var repository = await index.RegisterAsync(name);
        await index.PushAsync(repository, Files(name));
        await index.EmbedAllAsync();
        var before = index.Space;
        await index.UseModelAsync($"the model of {name}", $"the tokenizer of {name}");
        await CutOtherwiseAsync(index, name);
        await index.PushAsync(repository, Files(name));
        await index.EmbedAllAsync();
        await index.Collector.CollectAsync(Grace, 10, Token);
        return (repository, before);
    }

    /// <summary>The file as another tokenizer cuts it: as one passage. It is there before the repository's own sync looks, as if a fork had brought it.</summary>
    private static async Task CutOtherwiseAsync(TestIndex index, string name)
    {
        var (path, text) = Files(name).Single();
        var blob = TestFile.Blob(path, text);
        NewChunk whole = new(0, text.Length, 1, text.Count(c => c == '\n') + 1, $"{name}_one", "function", 20, $"python {name}", text);
        await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Backfill, [blob with { Chunks = [whole] }], Token);
    }

    /// <summary>How many of the repository's files are there as a space's chunking cut them.</summary>
    private Task<long> CutAsync(RegisteredRepository repository, Spaces.Space space) => database.ValueAsync<long>(
        "select count(*) from chunked_blob b join tree_entry t on t.blob_id = b.blob_id where t.ref_id = $1 and b.chunking_id = $2", repository.RefId, space.ChunkingId);

    private static Dictionary<string, string> Files(string stem) => new() { [$"{stem}.py"] = $"def {stem}_one():\n  {stem} 1\n\ndef {stem}_two():\n  {stem} 2" };

    /// <summary>Whatever was marked or retired was so that much earlier.</summary>
    private Task<long> AgeAsync(string by = "8 days") => database.ValueAsync<long>(
        $"""
        with a as (update chunked_blob set unheld_since = unheld_since - interval '{by}' returning 1), b as (update space set retired_at = retired_at - interval '{by}' returning 1)
        select (select count(*) from a) + (select count(*) from b)
        """);
}
