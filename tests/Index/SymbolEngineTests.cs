using Julie.Index.Catalog;
using Julie.Index.Search;
using Julie.Index.Search.Symbols;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class SymbolEngineTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_Definitions_ComeWithTheirOwnFirstLines()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("lines");
        var body = Enumerable.Range(1, 20).Select(n => $"  line {n}").ToArray();
        await index.PushAsync(repository, new Dictionary<string, string> { ["l.py"] = $"def lines_short():\n  one\n\ndef lines_long():\n{string.Join('\n', body)}" });

        var (hits, more) = await new SymbolEngine(database.DataSource).SearchAsync(
            new(index.Space, ReadableRepositories.Everything, SearchFilters.None, ["lines_"], [], null, 10), Token);

        Assert.False(more);
        Assert.Equal(["def lines_short():\n  one", $"def lines_long():\n{string.Join('\n', body[..(SymbolEngine.MostLines - 1)])}"], hits.Select(hit => hit.Snippet));
    }
}
