using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Snapshots;
using Julie.Index.Syncs;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class SnapshotTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_EditRenameAndDelete_KeepsVisibilityAsARecountWouldMakeIt()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("life");
        var files = new Dictionary<string, string>
        {
            ["a.py"] = "def life_a():\n  one\n\ndef life_shared():\n  same",
            ["b.py"] = "def life_b():\n  two\n\ndef life_shared():\n  same",
            ["c.py"] = "def life_c():\n  three",
        };
        Assert.Equal(4, (await index.PushAsync(repository, files)).NewPassages);
        await AssertVisibilityAsync(index, repository);

        files["a.py"] = "def life_a():\n  edited\n\ndef life_shared():\n  same";
        Assert.Equal(1, (await index.PushAsync(repository, files)).NewPassages);
        await AssertVisibilityAsync(index, repository);

        files["renamed.py"] = files["c.py"];
        files.Remove("c.py");
        Assert.Equal(0, (await index.PushAsync(repository, files)).NewPassages);
        await AssertVisibilityAsync(index, repository);

        files.Remove("b.py");
        Assert.Equal(0, (await index.PushAsync(repository, files)).NewPassages);
        await AssertVisibilityAsync(index, repository);
        Assert.Equal(2, (await index.Snapshots.CountAsync(repository.RepositoryId, Token)).Total);

        files.Clear();
        await index.PushAsync(repository, files);
        Assert.Equal(0L, await database.ValueAsync<long>("select count(*) from passage_repository where repository_id = $1", repository.RepositoryId));
    }

    [Fact]
    public async Task Apply_OddPaths_AreStoredChangedAndRemovedEachForItself()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("odd-paths");
        // Wide characters: 4,096 bytes of them, in no order that could be compressed.
        var random = new Random(1);
        var wide = new string([.. Enumerable.Range(0, 1365).Select(_ => (char)random.Next(0x4E00, 0x9FFF))]);
        string[] paths = [new string('d', 3000) + "/long.py", wide, wide[..^1] + "Z", "new\nline.py", "tab\t.py", "Case.py", "case.py", @"bad\xff.py", "a'b\"c.py"];
        var files = paths.Select((path, i) => (path, text: $"def odd_{i}():\n  body {i}")).ToDictionary(f => f.path, f => f.text);
        await index.PushAsync(repository, files);

        Assert.Equal(paths.Order(StringComparer.Ordinal), (await index.Snapshots.ReadAsync(repository.RefId, Token)).Keys.Order(StringComparer.Ordinal));

        foreach (var path in paths[..4])
        {
            files[path] += " changed";
        }

        files.Remove("Case.py", out var renamed);
        files["CASE.py"] = renamed!;
        Assert.Equal(4, (await index.PushAsync(repository, files)).NewPassages);
        await AssertVisibilityAsync(index, repository);

        foreach (var path in paths[..4])
        {
            files.Remove(path);
        }

        await index.PushAsync(repository, files);
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), (await index.Snapshots.ReadAsync(repository.RefId, Token)).Keys.Order(StringComparer.Ordinal));
        await AssertVisibilityAsync(index, repository);
    }

    [Fact]
    public async Task Apply_SameContentInTwoRepositories_EmbedsItOnce()
    {
        var index = await TestIndex.CreateAsync(database);
        await index.EmbedAllAsync();
        var files = new Dictionary<string, string> { ["fork.py"] = "def forked():\n  body\n\ndef forked_too():\n  body" };

        await index.PushAsync(await index.RegisterAsync("origin"), files);
        Assert.Equal(2, await index.EmbedAllAsync());
        var fork = await index.PushAsync(await index.RegisterAsync("fork"), files);

        Assert.Empty(fork.NewPassageIds);
        Assert.Equal(0, await index.EmbedAllAsync());
    }

    [Fact]
    public async Task Apply_RemovalInOneRepository_LeavesTheOtherItsPassage()
    {
        var index = await TestIndex.CreateAsync(database);
        var (keeps, drops) = (await index.RegisterAsync("keeps"), await index.RegisterAsync("drops"));
        var files = new Dictionary<string, string> { ["both.py"] = "def held_by_both():\n  bettong" };
        await index.PushAsync(keeps, files);
        await index.PushAsync(drops, files);
        await index.EmbedAllAsync();
        var vectors = await database.ValueAsync<long>($"select count(*) from {index.Space.Table}");

        await index.PushAsync(drops, new Dictionary<string, string>());

        Assert.Equal(vectors, await database.ValueAsync<long>($"select count(*) from {index.Space.Table}"));
        Assert.Equal("keeps", Assert.Single((await index.SearchAsync("bettong", like: "bettong")).Hits, h => h.Symbol == "held_by_both").Repository);
        Assert.Empty((await index.SearchAsync("bettong", ReadableRepositories.Of(drops.RepositoryId), like: "bettong")).Hits);
        Assert.Equal(1, (await index.SearchAsync("bettong", ReadableRepositories.Of(keeps.RepositoryId))).Coverage);
    }

    [Fact]
    public async Task Apply_FromAnotherCommit_ThrowsAndChangesNothing()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("conflict");
        await index.PushAsync(repository, new Dictionary<string, string> { ["x.py"] = "def conflict():\n  x" });
        var before = await index.Snapshots.ReadAsync(repository.RefId, Token);
        await index.Runs.RequestAsync(repository.RefId, Lane.Push, null, Token);
        var run = (await index.Runs.TakeAsync(repository.RefId, Token))!;

        await Assert.ThrowsAsync<SnapshotConflictException>(() => index.Snapshots.ApplyAsync(
            new(repository.RefId, run.Id, "not this one", "new", [], ["x.py"]), SyncCounts.None, Token));

        Assert.Equal(before, await index.Snapshots.ReadAsync(repository.RefId, Token));
    }

    [Fact]
    public async Task Apply_IndexedEntryWithoutContent_IsRefused()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("hollow");
        await index.Runs.RequestAsync(repository.RefId, Lane.Push, null, Token);
        var run = (await index.Runs.TakeAsync(repository.RefId, Token))!;

        var refused = await Assert.ThrowsAsync<MissingContentException>(() => index.Snapshots.ApplyAsync(
            new(repository.RefId, run.Id, null, "c1", [TestFile.Entry("hollow.py", "never written")], []), SyncCounts.None, Token));

        Assert.Contains("hollow.py", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_SkippedAndFailedEntries_AreCountedByReason()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("states");
        await index.PushAsync(repository, new Dictionary<string, string> { ["ok.py"] = "def states_ok():\n  x" });
        await index.Runs.RequestAsync(repository.RefId, Lane.Push, null, Token);
        var run = (await index.Runs.TakeAsync(repository.RefId, Token))!;
        var target = (await index.Repositories.FindRefAsync(repository.RefId, Token))!;
        var skipped = TestFile.Entry("big.bin", "big") with { SkipReason = "too-large" };

        await index.Snapshots.ApplyAsync(
            new(
                repository.RefId, run.Id, target.AppliedCommit, "c2",
                [skipped, skipped with { Path = "sub", ObjectId = null, SkipReason = "submodule" }, skipped with { Path = "bad.py", SkipReason = null, Error = "broke" }],
                []),
            SyncCounts.None, Token);

        var status = (await index.Repositories.FindAsync(repository.RepositoryId, ReadableRepositories.Everything, Token))!;
        Assert.Equal((4, 1, 1), (status.Files.Total, status.Files.Indexed, status.Files.Failed));
        Assert.Equal(new Dictionary<string, long> { ["too-large"] = 1, ["submodule"] = 1 }, status.Files.Skipped);
        Assert.Equal("c2", status.Commit);
        Assert.NotNull((await index.Snapshots.ReadAsync(repository.RefId, Token))["big.bin"].ObjectId);
    }

    [Fact]
    public async Task Apply_FileOfAnotherLanguage_IsFoundInThatLanguageOnly()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("languages");
        const string text = "def languages():\n  x";
        await index.PushAsync(repository, new Dictionary<string, string> { ["x.py"] = text, ["y.py"] = text });

        await index.PushAsync(repository, new Dictionary<string, string> { ["x.cs"] = text, ["y.py"] = text });

        await AssertVisibilityAsync(index, repository);
        Assert.Equal(["y.py"], await PathsAsync("python"));
        Assert.Equal(["x.cs"], await PathsAsync("csharp"));

        await index.PushAsync(repository, new Dictionary<string, string> { ["x.cs"] = text });

        await AssertVisibilityAsync(index, repository);
        Assert.Empty(await PathsAsync("python"));

        async Task<IEnumerable<string>> PathsAsync(string language) =>
            (await index.SearchAsync("languages", ReadableRepositories.Of(repository.RepositoryId), new([], [language], []))).Hits.Select(h => h.Path);
    }

    [Fact]
    public async Task Register_DefaultBranchRenamed_KeepsTheSnapshot()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("branches");
        await index.PushAsync(repository, new Dictionary<string, string> { ["x.py"] = "def branches():\n  x" });

        var renamed = await index.Repositories.RegisterAsync(
            new("test.example", "branches", "https://test.example/branches", "branches", "sha1", "refs/heads/trunk"), Token);

        Assert.Equal((repository.RefId, false), (renamed.RefId, renamed.Created));
        Assert.Equal("refs/heads/trunk", (await index.Repositories.FindRefAsync(repository.RefId, Token))!.RefName);
        await AssertVisibilityAsync(index, repository);
    }

    private async Task AssertVisibilityAsync(TestIndex index, RegisteredRepository repository)
    {
        const string rows =
            """
            select coalesce(array_agg(v.passage_id || v.language || v.refcount order by v.passage_id, v.language), '{}') || array['sum ' || r.passages]
            from repository r left join passage_repository v on v.repository_id = r.id where r.id = $1 group by r.id
            """;
        var kept = await database.ValueAsync<string[]>(rows, repository.RepositoryId);
        await index.Snapshots.RecountAsync(repository.RepositoryId, Token);
        Assert.Equal(await database.ValueAsync<string[]>(rows, repository.RepositoryId), kept);
    }
}
