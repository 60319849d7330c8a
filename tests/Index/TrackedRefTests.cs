using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Search;
using Julie.Index.Syncs;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class TrackedRefTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private const string Main = "refs/heads/main";
    private const string Release = "refs/heads/release/1.0";
    private const string Tag = "refs/tags/v1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Track_NewBranchWithOneChangedFile_WritesThatFileOnlyAndIsFoundByItsRefAlone()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("branches");
        var files = new Dictionary<string, string> { ["a.py"] = "def branch_a():\n  one", ["b.py"] = "def branch_b():\n  narwhal" };
        await index.PushAsync(repository, files);
        var tracked = await index.Tracker.TrackAsync(repository.RepositoryId, Main, [Release], Token);
        files["b.py"] = "def branch_b():\n  dugong";

        var written = await index.PushAsync(await RefAsync(index, repository, Release), files);

        Assert.Equal([Release], tracked.Added);
        Assert.Equal(1, written.NewPassages);
        Assert.Empty((await SearchAsync(index, repository, "dugong")).Hits);
        var hit = Assert.Single((await SearchAsync(index, repository, "dugong", "release/1.0")).Hits);
        Assert.Equal((Release, "b.py"), (hit.Ref, hit.Path));
        Assert.Empty((await SearchAsync(index, repository, "narwhal", Release)).Hits);
        Assert.Equal(Main, Assert.Single((await SearchAsync(index, repository, "narwhal")).Hits).Ref);
        Assert.Equal(2, (await SearchAsync(index, repository, "narwhal dugong", "*")).Hits.Count);
        Assert.Empty((await SearchAsync(index, repository, "dugong", "release_1.0")).Hits);
        Assert.Empty((await index.SearchAsync("dugong", ReadableRepositories.Nothing, SearchFilters.None with { Refs = ["*"] })).Hits);
    }

    [Fact]
    public async Task Track_RefThatIsGone_IsNotFoundAnyMoreAndItsSyncEnds()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("goes");
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def staying():\n  one" });
        await index.Tracker.TrackAsync(repository.RepositoryId, Main, [Tag], Token);
        var tag = await RefAsync(index, repository, Tag);
        await index.PushAsync(tag, new Dictionary<string, string> { ["a.py"] = "def leaving():\n  quokka" });
        var run = await index.Runs.RequestAsync(tag.RefId, Lane.Push, null, Token);

        var tracked = await index.Tracker.TrackAsync(repository.RepositoryId, Main, [], Token);

        Assert.Equal([Tag], tracked.Removed);
        Assert.Empty((await SearchAsync(index, repository, "quokka", "*")).Hits);
        Assert.Equal(SyncState.Failed, (await index.Runs.FindAsync(run, ReadableRepositories.Everything, Token))!.State);
        Assert.Null(await index.Repositories.FindRefAsync(tag.RefId, Token));
        Assert.Equal([Main], (await index.Repositories.ListRefsAsync(repository.RepositoryId, ReadableRepositories.Everything, Token)).Select(r => r.Name));

        // It comes back as new, under the same key, and costs nothing.
        await index.Tracker.TrackAsync(repository.RepositoryId, Main, [Tag], Token);
        Assert.Equal(0, (await index.PushAsync(tag, new Dictionary<string, string> { ["a.py"] = "def leaving():\n  quokka" })).NewPassages);
        Assert.Single((await SearchAsync(index, repository, "quokka", "v1")).Hits);
    }

    [Fact]
    public async Task Track_AnotherDefaultBranch_MovesVisibilityToItAndDropsTheOld()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("default-moves");
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def on_main():\n  wombat" });
        await index.Tracker.TrackAsync(repository.RepositoryId, Main, ["refs/heads/trunk"], Token);
        await index.PushAsync(await RefAsync(index, repository, "refs/heads/trunk"), new Dictionary<string, string> { ["a.py"] = "def on_trunk():\n  numbat" });

        await index.Tracker.TrackAsync(repository.RepositoryId, "refs/heads/trunk", [], Token);

        Assert.Single((await SearchAsync(index, repository, "numbat")).Hits);
        Assert.Empty((await SearchAsync(index, repository, "wombat", "*")).Hits);

        // And back, to a name whose ref was removed: what is searchable stays until the next sync moves it.
        await index.Tracker.TrackAsync(repository.RepositoryId, Main, [], Token);
        Assert.Equal(Main, Assert.Single((await SearchAsync(index, repository, "numbat")).Hits).Ref);
        await index.PushAsync(await RefAsync(index, repository, Main), new Dictionary<string, string> { ["a.py"] = "def on_main():\n  wombat" });
        Assert.Single((await SearchAsync(index, repository, "wombat")).Hits);
    }

    [Fact]
    public async Task See_RefThatIsNotTracked_AsksForNothing()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("untracked");
        await index.PushAsync(repository, new Dictionary<string, string> { ["a.py"] = "def sees():\n  one" });
        await index.Tracker.TrackAsync(repository.RepositoryId, Main, [Tag], Token);
        await index.Tracker.TrackAsync(repository.RepositoryId, Main, [], Token);

        var seen = await index.Checks.SeeAsync(repository.RepositoryId, new Dictionary<string, string> { [Tag] = "1234" }, Lane.Push, null, Token);

        Assert.Empty(seen.Refs);
    }

    private static async Task<RegisteredRepository> RefAsync(TestIndex index, RegisteredRepository repository, string name) => repository with
    {
        RefId = (await index.Repositories.ListRefsAsync(Token)).Single(r => r.RepositoryId == repository.RepositoryId && r.RefName == name).RefId,
    };

    private static Task<SearchOutcome> SearchAsync(TestIndex index, RegisteredRepository repository, string text, params string[] refs) =>
        index.SearchAsync(text, ReadableRepositories.Of(repository.RepositoryId), SearchFilters.None with { Refs = refs });
}
