using Julie.Index.Catalog;
using Julie.Index.Search;
using Julie.Index.Spaces;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

/// <summary>The paths of a large scope, which is never read as a whole: taken here for a few hundred passages.</summary>
public sealed class LargeScopeTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private readonly SearchEngine _large = new(database.DataSource, database.Lists) { SmallScope = 0 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_ThroughTheIndex_FindsWhatAnExactScanFinds()
    {
        var index = await TestIndex.CreateAsync(database);
        var (most, few) = await FillAsync(index);
        string[] texts = ["def f7():\n  platypus 7 swims", "platypus 123", "swims", "def g2():\n  echidna 2 digs"];
        var before = await AnswersAsync(index, texts, ReadableRepositories.Everything);

        await database.ValueAsync<int>($"drop index if exists {index.Space.Table}_hnsw; select 1");
        var builder = new HnswBuilder(database.DataSource);
        var built = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => builder.BuildIfDueAsync(index.Space, 100, Token)));

        Assert.Equal(1, built.Count(b => b));
        Assert.Equal("hnsw", (await index.Spaces.StatusAsync(Token))!.Search);
        Assert.Equal(before, await AnswersAsync(index, texts, ReadableRepositories.Everything));

        var probe = new RecallProbe(database.DataSource) { SmallScope = 0 };
        Assert.Equal(1, await probe.MeasureAsync(new("zzzz", TestVector.Of(texts[0]), index.Space, ReadableRepositories.Everything, SearchFilters.None, 10), Token));
        Assert.Null(await new RecallProbe(database.DataSource).MeasureAsync(new("zzzz", TestVector.Of(texts[0]), index.Space, ReadableRepositories.Of(few.RepositoryId), SearchFilters.None, 10), Token));
        Assert.Null(await probe.MeasureAsync(new("zzzz", null, index.Space, ReadableRepositories.Everything, SearchFilters.None, 10), Token));

        // A small part of the graph: the scan goes on until it has met enough of it.
        var readable = ReadableRepositories.Of(few.RepositoryId);
        var narrow = await _large.SearchAsync(new("zzzz", TestVector.Of("platypus swims"), index.Space, readable, SearchFilters.None, 10), Token);
        Assert.Equal(5, narrow.Hits.Count);
        Assert.All(narrow.Hits, h => Assert.Equal("few", h.Repository));
        var markdown = await _large.SearchAsync(
            new("platypus", TestVector.Of("platypus"), index.Space, ReadableRepositories.Everything, new([], ["markdown"], []), 10), Token);
        Assert.Equal("one.md", Assert.Single(markdown.Hits).Path);
        var python = await _large.SearchAsync(new("platypus", TestVector.Of("platypus"), index.Space, readable, new([], ["python"], []), 10), Token);
        Assert.Equal(narrow.Hits.Select(h => h.Path).Order(), python.Hits.Select(h => h.Path).Order());
        Assert.Empty((await _large.SearchAsync(
            new("echidna", TestVector.Of("echidna"), index.Space, ReadableRepositories.Of(most.RepositoryId), new([], [], ["g*.py"]), 10), Token)).Hits);
    }

    [Fact]
    public async Task Drop_HalfAsManyAreToCome_SearchesExactlyUntilItIsBuiltAnew()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("outweighed");
        await index.PushAsync(repository, new Dictionary<string, string> { ["o.py"] = "def outweighed():\n  bettong" });
        await index.EmbedAllAsync();
        var builder = new HnswBuilder(database.DataSource);
        await builder.BuildIfDueAsync(index.Space, 1, Token);
        var held = await database.ValueAsync<long>($"select count(*) from {index.Space.Table}");
        var half = (int)(held + 1) / 2;
        await PushAsync(half - 1);
        Assert.False(await builder.DropIfOutweighedAsync(index.Space, 0, Token));
        await PushAsync(half);

        Assert.False(await builder.DropIfOutweighedAsync(index.Space, half + 1, Token));
        Assert.True(await builder.DropIfOutweighedAsync(index.Space, 1, Token));
        Assert.False(await builder.DropIfOutweighedAsync(index.Space, 1, Token));

        Assert.Equal("exact", (await index.Spaces.StatusAsync(Token))!.Search);
        Assert.False(await builder.BuildIfDueAsync(index.Space, 1, Token));
        await index.EmbedAllAsync();
        Assert.False(await builder.DropIfOutweighedAsync(index.Space, 1, Token));
        Assert.True(await builder.BuildIfDueAsync(index.Space, 1, Token));

        Task PushAsync(int files) => index.PushAsync(repository, Enumerable.Range(0, files).ToDictionary(i => $"o{i}.py", i => $"def outweighed{i}():\n  bettong {i}"));
    }

    [Fact]
    public async Task Drop_WhatAnInterruptedBuildLeft_GoesHoweverFewAreToCome()
    {
        var index = await TestIndex.CreateAsync(database);
        var builder = new HnswBuilder(database.DataSource);
        await index.PushAsync(await index.RegisterAsync("interrupted-drop"), new Dictionary<string, string> { ["d.py"] = "def interrupted_drop():\n  quoll" });
        await index.EmbedAllAsync();
        await builder.BuildIfDueAsync(index.Space, 1, Token);
        await database.ValueAsync<long>($"with u as (update pg_index set indisvalid = false where indexrelid = '{index.Space.Table}_hnsw'::regclass returning 1) select count(*) from u");

        Assert.True(await builder.DropIfOutweighedAsync(index.Space, 1_000_000, Token));

        Assert.False(await database.ValueAsync<bool>("select to_regclass($1) is not null", $"{index.Space.Table}_hnsw"));
        Assert.True(await builder.BuildIfDueAsync(index.Space, 1, Token));
    }

    [Fact]
    public async Task Build_AfterAnInterruptedOne_BuildsItAnew()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.PushAsync(await index.RegisterAsync("interrupted"), new Dictionary<string, string> { ["i.py"] = "def interrupted():\n  numbat" });
        await index.EmbedAllAsync();
        var builder = new HnswBuilder(database.DataSource);
        await builder.BuildIfDueAsync(index.Space, 1, Token);
        await database.ValueAsync<bool>(
            "update pg_index set indisvalid = false where indexrelid = to_regclass($1) returning true", $"{index.Space.Table}_hnsw");
        Assert.Equal("exact", (await index.Spaces.StatusAsync(Token))!.Search);

        Assert.True(await builder.BuildIfDueAsync(index.Space, 1, Token));
        Assert.False(await builder.BuildIfDueAsync(index.Space, 1, Token));

        Assert.Equal("hnsw", (await index.Spaces.StatusAsync(Token))!.Search);
    }

    [Fact]
    public async Task Build_TooFewVectors_Waits() =>
        Assert.False(await new HnswBuilder(database.DataSource).BuildIfDueAsync((await TestIndex.CreateAsync(database)).Space, 1_000_000, Token));

    private async Task<string[]> AnswersAsync(TestIndex index, string[] texts, ReadableRepositories readable)
    {
        var answers = new List<string>();
        foreach (var text in texts)
        {
            var outcome = await _large.SearchAsync(new("zzzz", TestVector.Of(text), index.Space, readable, SearchFilters.None, 3), Token);
            answers.Add(outcome.Hits[0].Repository + "/" + outcome.Hits[0].Path);
        }

        return [.. answers];
    }

    private static async Task<(RegisteredRepository Most, RegisteredRepository Few)> FillAsync(TestIndex index)
    {
        var (most, few) = (await index.RegisterAsync("most"), await index.RegisterAsync("few"));
        await index.PushAsync(most, Enumerable.Range(0, 400).ToDictionary(i => $"f{i}.py", i => $"def f{i}():\n  platypus {i} swims")
            .Append(new("one.md", "platypus in words")).ToDictionary());
        await index.PushAsync(few, Enumerable.Range(0, 5).ToDictionary(i => $"g{i}.py", i => $"def g{i}():\n  echidna {i} digs"));
        await index.EmbedAllAsync();
        return (most, few);
    }
}
