using Julie.Index.Catalog;
using Julie.Index.Search;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

/// <summary>What of a filter on files is listed, and what a sample says to be too many.</summary>
public sealed class ScopeReaderTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private const int SmallScope = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Narrow_FilteredFiles_ListsFewAndTellsManyByASample()
    {
        var index = await TestIndex.CreateAsync(database);
        var mixed = await index.RegisterAsync("mixed");
        await index.PushAsync(mixed, Enumerable.Range(0, 300).ToDictionary(
            i => $"f{i}{(i % 10 == 0 ? ".md" : ".py")}", i => $"def f{i}():\n  platypus {i}"));

        var python = await NarrowAsync(index, "python");
        var markdown = await NarrowAsync(index, "markdown");

        Assert.Null(python.PassageIds);
        Assert.InRange(python.Share, 0.8, 1);
        Assert.Equal(30, markdown.PassageIds?.Length);
        Assert.InRange(markdown.Share, 0.01, 0.25);

        // Passages that were collected leave a gap; most of the sample meets the one behind it.
        await database.ValueAsync<long>("select setval(pg_get_serial_sequence('passage', 'id'), 1000000)");
        await index.PushAsync(await index.RegisterAsync("late"), new Dictionary<string, string> { ["late.cs"] = "class Late;" });

        Assert.Single((await NarrowAsync(index, "csharp")).PassageIds!);
    }

    private async Task<SearchScope> NarrowAsync(TestIndex index, string language)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        var scope = await connection.AskAsync(ScopeReader.Repositories(index.Space.ChunkingId, ReadableRepositories.Everything, new([], [language], [])), Token);
        return await ScopeReader.NarrowAsync(connection, scope, SmallScope, Token);
    }
}
