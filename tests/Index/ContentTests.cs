using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Content;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class ContentTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_Twice_ChangesNothingTheSecondTime()
    {
        var index = await TestIndex.CreateAsync(database);
        var blob = TestFile.Blob("twice.py", "def twice_one():\n  pass\n\ndef twice_two():\n  pass");

        var first = await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Backfill, [blob], Token);
        var second = await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Backfill, [blob], Token);

        Assert.Equal((2, 2, 2), (first.NewPassageIds.Count, first.NewPassages, first.Chunks));
        Assert.Equal((0, 0, 0), (second.NewPassageIds.Count, second.NewPassages, second.Chunks));
    }

    [Fact]
    public async Task Write_SameContentFromManyWriters_StoresItOnceAndCountsItOnce()
    {
        var index = await TestIndex.CreateAsync(database);
        var blobs = Enumerable.Range(0, 40).Select(i => TestFile.Blob($"many{i}.py", $"def many_{i % 25}():\n  crowd({i / 2})")).ToArray();

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => index.Content.WriteAsync(
            index.Space.ChunkingId, index.Space.Id, Lane.Backfill, [.. blobs.OrderBy(b => (b.Blob.ObjectId[writer], b.Blob.ObjectId))], Token)));

        var distinct = blobs.Select(b => b.Blob).Distinct().Count();
        Assert.Equal(distinct, written.Sum(w => w.Chunks));
        Assert.Equal(distinct, written.Sum(w => w.NewPassages));
        await TermStatistics.FoldAsync(database.DataSource, Token);
        Assert.Equal((long)distinct, await database.ValueAsync<long>("select passages from term where term = 'crowd'"));
        Assert.Equal((long)distinct, await database.ValueAsync<long>("select count(*) from passage where terms @@ 'crowd'::tsquery"));
    }

    [Fact]
    public async Task Write_InBulk_IsCountedByTheTimeThatASnapshotHoldsIt()
    {
        var index = await TestIndex.CreateAsync(database);
        var repository = await index.RegisterAsync("bulk");
        var files = new Dictionary<string, string> { ["bulk.py"] = "def counted_late():\n  ptarmigan" };
        await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Backfill, [TestFile.Blob("bulk.py", files["bulk.py"])], Token);
        Assert.Equal(0L, await database.ValueAsync<long>("select count(*) from term where term = 'ptarmigan'"));

        // A push of the same content, while the backfill that wrote it is still under way.
        Assert.Equal(0, (await index.PushAsync(repository, files)).Chunks);

        Assert.Equal(1L, await database.ValueAsync<long>("select passages from term where term = 'ptarmigan'"));
        Assert.Equal(0L, await database.ValueAsync<long>("select count(*) from term_delta"));
        Assert.Single((await index.SearchAsync("ptarmigan", ReadableRepositories.Of(repository.RepositoryId))).Hits);
    }

    [Fact]
    public async Task Write_MuchInBulk_FoldsWhatHasGathered()
    {
        var index = await TestIndex.CreateAsync(database);
        for (var i = 0; i < 40; i++)
        {
            await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Backfill, [TestFile.Blob($"g{i}.py", $"def gathered_{i}():\n  dotterel")], Token);
        }

        Assert.True(await database.ValueAsync<long>("select count(*) from term_delta") < 16);
        Assert.True(await database.ValueAsync<long>("select passages from term where term = 'dotterel'") > 24);
    }

    [Fact]
    public async Task Write_PassageThatWaitsInBackfill_IsRaisedAndReportedOnce()
    {
        var index = await TestIndex.CreateAsync(database);
        var slow = await index.Content.WriteAsync(
            index.Space.ChunkingId, index.Space.Id, Lane.Backfill, [TestFile.Blob("a.py", "def raised():\n  one")], Token);

        // Another blob with the same passage, as in a push that adds a line elsewhere in the file.
        var push = await index.Content.WriteAsync(
            index.Space.ChunkingId, index.Space.Id, Lane.Push, [TestFile.Blob("a.py", "def raised():\n  one\n\ndef other():\n  two")], Token);
        var again = await index.Content.WriteAsync(
            index.Space.ChunkingId, index.Space.Id, Lane.OnDemand, [TestFile.Blob("a.py", "def raised():\n  one\n\ndef third():\n  three")], Token);

        Assert.Contains(slow.NewPassageIds[0], push.NewPassageIds);
        Assert.Equal((2, 1), (push.NewPassageIds.Count, push.NewPassages));
        Assert.DoesNotContain(slow.NewPassageIds[0], again.NewPassageIds);
        Assert.Equal((short)Lane.Push, await database.ValueAsync<short>("select lane from embed_work where passage_id = $1", slow.NewPassageIds[0]));
    }

    [Fact]
    public async Task Raise_KnownBlobThatWaitsInBackfill_ReportsItsPassages()
    {
        var index = await TestIndex.CreateAsync(database);
        var blob = TestFile.Blob("k.py", "def known_blob():\n  one\n\ndef known_too():\n  two");
        var slow = await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Backfill, [blob], Token);

        var raised = await index.Content.RaiseAsync(index.Space.ChunkingId, index.Space.Id, Lane.Push, [new(blob.Blob, blob.Language)], Token);
        var again = await index.Content.RaiseAsync(index.Space.ChunkingId, index.Space.Id, Lane.Push, [new(blob.Blob, blob.Language)], Token);

        Assert.Equal(slow.NewPassageIds, raised);
        Assert.Empty(again);
    }

    [Fact]
    public async Task Write_TextThatPostgresCannotHold_IsStoredWithReplacements()
    {
        var index = await TestIndex.CreateAsync(database);

        var written = await index.Content.WriteAsync(
            index.Space.ChunkingId, index.Space.Id, Lane.Push, [TestFile.Blob("odd.py", "def odd():\n  nul \0 and half \ud83d pair")], Token);

        Assert.Equal(1, written.Chunks);
        Assert.Contains("\ufffd", await database.ValueAsync<string>("select body from passage where id = $1", written.NewPassageIds[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_SkippedAndUnknownBlobs_TellsThemApart()
    {
        var index = await TestIndex.CreateAsync(database);
        var skipped = TestFile.Blob("skip.bin", "binary?") with { SkipReason = "binary", Chunks = [], Symbols = [] };
        await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Push, [skipped], Token);
        var unknown = TestFile.Blob("unknown.py", "never written");

        var found = await index.Content.FindAsync(
            index.Space.ChunkingId, [new(skipped.Blob, skipped.Language), new(unknown.Blob, unknown.Language)], Token);

        Assert.Equal("binary", Assert.Single(found).Value.SkipReason);
    }
}
