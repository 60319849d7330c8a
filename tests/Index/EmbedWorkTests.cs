using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class EmbedWorkTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begin_WaitingDoneAndFailed_ReturnsTheWaitingWithTheirAttempts()
    {
        var (index, ids) = await ThreePassagesAsync("begin");
        await index.Vectors.WriteAsync(index.Space, [(ids[0], TestVector.Of("x"))], Token);
        await index.Work.FailAsync(index.Space.Id, ids[1], "too odd", Token);

        Assert.Equal((ids[2], 1), Assert.Single(await Begin()));
        Assert.Equal((ids[2], 2), Assert.Single(await Begin()));

        async Task<IEnumerable<(long, int)>> Begin() =>
            (await index.Work.BeginAsync(index.Space.Id, ids, Token)).Select(p => (p.Id, p.Attempts));
    }

    [Fact]
    public async Task Return_TriesThatEndedWithoutAVerdict_AreNotCounted()
    {
        var (index, ids) = await ThreePassagesAsync("return");
        await index.Work.BeginAsync(index.Space.Id, ids, Token);

        await index.Work.ReturnAsync(index.Space.Id, ids, Token);
        await index.Work.ReturnAsync(index.Space.Id, ids, Token); // never below none

        Assert.All(await index.Work.BeginAsync(index.Space.Id, ids, Token), passage => Assert.Equal(1, passage.Attempts));
    }

    [Fact]
    public async Task Begin_Text_IsScopeAndBody()
    {
        var (index, ids) = await ThreePassagesAsync("text");

        var passage = (await index.Work.BeginAsync(index.Space.Id, ids, Token))[0];

        Assert.Equal("python text_1\ndef text_1():\n  1", passage.Text);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e6f)]
    public async Task WriteVectors_NotAFiniteHalf_IsRefusedAndNothingIsWritten(float value)
    {
        var (index, ids) = await ThreePassagesAsync("nan" + value.ToString(System.Globalization.CultureInfo.InvariantCulture).Length);
        var bad = TestVector.Of("bad");
        bad[3] = value;

        await Assert.ThrowsAsync<ArgumentException>(() => index.Vectors.WriteAsync(index.Space, [(ids[0], TestVector.Of("good")), (ids[1], bad)], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => index.Vectors.WriteAsync(index.Space, [(ids[0], new float[3])], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => index.Vectors.WriteAsync(index.Space, [(ids[0], new float[TestIndex.Dimensions])], Token));

        Assert.Equal(3, (await index.Work.BeginAsync(index.Space.Id, ids, Token)).Count);
    }

    [Fact]
    public async Task WriteVectors_Twice_KeepsTheFirst()
    {
        var (index, ids) = await ThreePassagesAsync("again");

        Assert.Equal(1, await index.Vectors.WriteAsync(index.Space, [(ids[0], TestVector.Of("first"))], Token));
        Assert.Equal(0, await index.Vectors.WriteAsync(index.Space, [(ids[0], TestVector.Of("second"))], Token));
    }

    [Fact]
    public async Task TakeUnpublished_SeveralLanes_MostUrgentFirstAndOnlyOnce()
    {
        // The database is shared: what other tests left unpublished is taken first.
        await (await TestIndex.CreateAsync(database)).EmbedAllAsync();
        var (index, ids) = await ThreePassagesAsync("lanes");
        var urgent = await index.Content.WriteAsync(
            index.Space.ChunkingId, index.Space.Id, Lane.Push, [TestFile.Blob("u.py", "def urgent_lane():\n  now")], Token);

        var jobs = await index.Work.TakeUnpublishedAsync(index.Space.Id, TimeSpan.Zero, 2, 100, Token);
        var later = await index.Work.TakeUnpublishedAsync(index.Space.Id, TimeSpan.FromHours(1), 2, 100, Token);

        Assert.Equal(Lane.Push, jobs[0].Lane);
        Assert.Equal(urgent.NewPassageIds, jobs[0].PassageIds);
        Assert.All(jobs, job => Assert.InRange(job.PassageIds.Count, 1, 2));
        Assert.Equal(ids, jobs.Skip(1).SelectMany(j => j.PassageIds).Order());
        Assert.Empty(later);
    }

    [Fact]
    public async Task Count_ReaderOfOneRepository_CountsItsPassagesOnly()
    {
        var index = await TestIndex.CreateAsync(database);
        var mine = await index.RegisterAsync("count-mine");
        var other = await index.RegisterAsync("count-other");
        await index.PushAsync(mine, new Dictionary<string, string> { ["m.py"] = "def mine():\n  1\n\ndef mine_too():\n  2" });
        await index.PushAsync(other, new Dictionary<string, string> { ["o.py"] = "def others():\n  1" });

        var counts = await index.Work.CountAsync(index.Space.Id, ReadableRepositories.Of(mine.RepositoryId), Token);

        Assert.Equal((2, 0, 0), (counts.Total, counts.Embedded, counts.Failed));
        Assert.Equal(0, (await index.Work.CountAsync(index.Space.Id, default, Token)).Total);
    }

    private async Task<(TestIndex Index, long[] Ids)> ThreePassagesAsync(string name)
    {
        var index = await TestIndex.CreateAsync(database);
        var text = string.Join("\n\n", Enumerable.Range(1, 3).Select(i => $"def {name}_{i}():\n  {i}"));
        var written = await index.Content.WriteAsync(index.Space.ChunkingId, index.Space.Id, Lane.Backfill, [TestFile.Blob($"{name}.py", text)], Token);
        return (index, [.. written.NewPassageIds]);
    }
}
