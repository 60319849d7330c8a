using Julie.Index.Catalog;
using Julie.Index.Search;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

/// <summary>What is in scope: what the caller may read, narrowed by filters, as it is now.</summary>
public sealed class SearchScopeTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_ReaderOfOneRepository_NeverMeetsAnother()
    {
        var index = await TestIndex.CreateAsync(database);
        var mine = await index.RegisterAsync("mine");
        var hidden = await index.RegisterAsync("hidden");
        const string shared = "def visibility_shared():\n  quokka";
        await index.PushAsync(mine, new Dictionary<string, string> { ["mine.py"] = shared });
        await index.PushAsync(hidden, new Dictionary<string, string>
        {
            ["hidden.py"] = shared, ["copy.py"] = shared + "\n", ["secret.py"] = "def visibility_secret():\n  quokka quokka",
        });
        await index.EmbedAllAsync();

        var readable = ReadableRepositories.Of(mine.RepositoryId);
        var outcome = await index.SearchAsync("quokka", readable, like: "quokka");

        var hit = Assert.Single(outcome.Hits);
        Assert.Equal(("mine", "mine.py", 0), (hit.Repository, hit.Path, hit.AlsoIn));
        Assert.All((await index.SearchAsync("visibility_secret", readable, like: "secret")).Hits, h => Assert.Equal("mine", h.Repository));
        Assert.Empty((await index.SearchAsync("quokka", readable, new(["hidden"], [], []))).Hits);
        Assert.Equal("mine.py", Assert.Single((await index.SearchAsync("quokka", readable, new([], ["python"], []), like: "quokka")).Hits).Path);
        Assert.Empty((await index.SearchAsync("quokka", default(ReadableRepositories))).Hits);
        Assert.Equal(2, (await index.SearchAsync("quokka", ReadableRepositories.Of(mine.RepositoryId, hidden.RepositoryId))).Hits.Max(h => h.AlsoIn) + 1);
    }

    [Fact]
    public async Task Search_DeletedFile_IsNotFound()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("deleting");
        var files = new Dictionary<string, string> { ["keep.py"] = "def keep():\n  numbat", ["drop.py"] = "def drop():\n  numbat too" };
        await index.PushAsync(repository, files);
        await index.EmbedAllAsync();
        files.Remove("drop.py");

        await index.PushAsync(repository, files);

        Assert.Equal(["keep.py"], (await index.SearchAsync("numbat", like: "numbat too")).Hits.Where(h => h.Repository == "deleting").Select(h => h.Path));
    }

    [Fact]
    public async Task Search_Filters_NarrowAndDoNotUnderReturn()
    {
        var index = await TestIndex.CreateAsync(database);
        var files = Enumerable.Range(0, 300).ToDictionary(i => $"src/f{i}.py", i => $"def many{i}():\n  wombat wombat wombat {i}");
        files["docs/rare.md"] = "wombat habits, told at length in a document of many other words about nothing in particular";
        files["docs/Old.cs"] = "def old():\n  wombat in csharp";
        var (one, more) = (await index.RegisterAsync("filters"), await index.RegisterAsync("filters-more"));
        await index.PushAsync(one, files);
        await index.PushAsync(more, new Dictionary<string, string> { ["more.cs"] = "def more():\n  wombat more" });
        await index.EmbedAllAsync();

        Assert.Equal(["docs/rare.md"], await PathsAsync(new([], ["Markdown"], [])));
        Assert.Equal(["docs/Old.cs", "more.cs"], await PathsAsync(new([], [], ["*.cs"])));
        Assert.Equal(["docs/Old.cs", "docs/rare.md"], await PathsAsync(new([], [], ["docs/**"])));
        Assert.Equal(["more.cs"], await PathsAsync(new(["filters-*"], [], [])));
        Assert.Equal(["more.cs"], await PathsAsync(new(["FILTERS-MORE"], [], [])));
        Assert.Equal(["docs/Old.cs"], await PathsAsync(new(["filters"], ["csharp"], [])));
        Assert.Equal(["docs/Old.cs", "docs/rare.md", "more.cs"], await PathsAsync(SearchFilters.None with { NotLanguages = ["python"] }));
        Assert.Equal(["docs/rare.md"], await PathsAsync(SearchFilters.None with { NotPaths = ["src/**"], NotLanguages = ["csharp"] }));
        Assert.Equal(["more.cs"], await PathsAsync(new([], ["csharp"], []) { NotRepositories = ["filters"] }));
        Assert.Empty(await PathsAsync(new(["no such repository"], [], [])));

        async Task<IEnumerable<string>> PathsAsync(SearchFilters filters) =>
            (await index.SearchAsync("wombat", ReadableRepositories.Of(one.RepositoryId, more.RepositoryId), filters, like: "wombat")).Hits.Select(h => h.Path).Order(StringComparer.Ordinal);
    }
}
