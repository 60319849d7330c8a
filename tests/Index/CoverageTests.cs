using Julie.Index.Catalog;
using Julie.Index.Search;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class CoverageTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_MoreWaitForVectorsThanAreCounted_SaysAboutHowManyAreThere()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("migrating");
        await index.PushAsync(repository, new Dictionary<string, string> { ["m.py"] = "def migrating():\n  body" });
        await index.EmbedAllAsync();
        var engine = new SearchEngine(database.DataSource, database.Lists) { SmallScope = 0 };
        Assert.Equal(1, await CoverageAsync());

        await database.ValueAsync<long>(
            $"""
            with
            made as (
              insert into passage (sha256, scope, body, terms, length)
              select sha256(i::text::bytea), 'text', 'x', '''x'':1', 1 from generate_series(1, {CoverageReader.MostCounted + 1000}) i returning id),
            waiting as (insert into embed_work (space_id, passage_id, lane) select {index.Space.Id}, id, 3 from made returning 1),
            counted as (update repository set passages = {2 * (CoverageReader.MostCounted + 1000)} where id = {repository.RepositoryId} returning 1)
            select count(*) from waiting, counted
            """);
        await database.ValueAsync<object>("analyze embed_work; select 1");

        Assert.Equal(0.5, await CoverageAsync(), tolerance: 0.05);

        async Task<double> CoverageAsync() => (await engine.SearchAsync(
            new("migrating", null, index.Space, ReadableRepositories.Everything, SearchFilters.None, 10), Token)).Coverage;
    }
}
