using System.Security.Cryptography;
using Julie.Contracts;
using Julie.Index.Content;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

/// <summary>On a database of its own: the active space is the whole index's.</summary>
public sealed class SpaceChangeTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnsureActive_AnotherChunking_AsksForEveryRefThatWasIndexed()
    {
        var index = await TestIndex.CreateAsync(database);
        var (indexed, fresh) = (await index.RegisterAsync("indexed"), await index.RegisterAsync("fresh"));
        await index.PushAsync(indexed, new Dictionary<string, string> { ["a.py"] = "def one():\n  1" });
        var same = await index.Spaces.EnsureActiveAsync(Definition("another model, cut alike", index.Space.ChunkingId), Token);
        Assert.Null(await index.Runs.FindWaitingAsync(indexed.RefId, Token));

        var chunking = await new ChunkingCatalog(database.DataSource).EnsureAsync(new(1, "another tokenizer", 250, 480), Token);
        await index.Spaces.EnsureActiveAsync(Definition("another model", chunking), Token);
        await index.Spaces.EnsureActiveAsync(Definition("another model", chunking), Token);

        Assert.Equal("retired", (await index.Spaces.FindAsync(same.Id, Token))!.State);
        Assert.Equal(Lane.Backfill, (await index.Runs.TakeAsync(indexed.RefId, Token))!.Lane);
        Assert.Null(await index.Runs.FindWaitingAsync(fresh.RefId, Token));

        static Spaces.SpaceDefinition Definition(string model, long chunkingId) =>
            new(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(model)), model, TestIndex.Dimensions, chunkingId, "{}");
    }
}
