using Julie.Embedding.Batching;
using Julie.Embedding.Manifest;
using Julie.Embedding.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;

namespace Julie.Embedding.Tests.Batching;

public sealed class BatchRunnerTests
{
    private readonly FakeBatchModel model = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ManyCallsAtOnce_EachGetsItsOwnVectorsInOrder()
    {
        await using var runner = Runner(concurrency: 3);
        var random = new Random(5);
        var calls = Enumerable.Range(0, 50)
            .Select(call => Enumerable.Range(0, 40).Select(i => Row((call * 100) + i + 1, random.Next(1, 30))).ToArray()).ToArray();

        var answers = await Task.WhenAll(calls.Select((rows, call) => runner.RunAsync(rows, 0, EmbedSide.Document, call % 3, Token)));

        // A vector is [id, 1, 0, 0] over its length.
        foreach (var (rows, vectors) in calls.Zip(answers))
        {
            Assert.Equal(
                rows.Select(row => row.Ids[0]),
                vectors.Chunk(4).Select(vector => (int)MathF.Round(vector[0] / vector[1])));
        }
    }

    [Fact]
    public async Task RunAsync_DeviceWithoutRoom_HalvesTheBatchAndGoesOn()
    {
        model.Memory = 64;
        await using var runner = Runner(batchTokens: 1000);

        await runner.RunAsync(Rows(60, length: 10), 0, EmbedSide.Document, 0, Token);

        Assert.All(model.Batches, batch => Assert.InRange(batch.Length, 1, 6));
        Assert.Equal(60, model.Batches.Sum(batch => batch.Length));
    }

    [Fact]
    public async Task RunAsync_OneTextThatNeverFits_FailsItsCallOnly()
    {
        model.Memory = 50;
        await using var runner = Runner();

        var tooLong = runner.RunAsync([Row(1, 51)], 0, EmbedSide.Document, 0, Token);
        var error = await Assert.ThrowsAsync<EmbeddingException>(() => tooLong);
        await runner.RunAsync([Row(1, 50)], 0, EmbedSide.Document, 0, Token);

        Assert.Contains("out of memory", error.Message);
    }

    [Fact]
    public async Task RunAsync_TextThatBreaksItsBatch_LeavesTheCallsBesideIt()
    {
        model.Poison = 13;
        model.Gate = new SemaphoreSlim(0);
        await using var runner = Runner();
        var first = runner.RunAsync([Row(1, 5)], 0, EmbedSide.Document, 0, Token); // on the device while the others gather
        var healthy = runner.RunAsync([Row(2, 5)], 0, EmbedSide.Document, 0, Token);
        var poisoned = runner.RunAsync([Row(3, 5), Row(13, 5)], 0, EmbedSide.Document, 0, Token);

        model.Gate.Release(100);

        await first;
        await healthy;
        Assert.Contains("poisoned", (await Assert.ThrowsAsync<EmbeddingException>(() => poisoned)).Message);
    }

    [Fact]
    public async Task RunAsync_PushDuringABackfill_IsInTheNextBatch()
    {
        model.Gate = new SemaphoreSlim(0);
        await using var runner = Runner(batchTokens: 20);
        var backfill = runner.RunAsync(Rows(400, length: 10), 0, EmbedSide.Document, 3, Token);
        model.Gate.Release(5);
        while (model.Count < 5)
        {
            await Task.Delay(1, Token);
        }

        var push = runner.RunAsync([Row(777, 10)], 0, EmbedSide.Document, 0, Token);
        model.Gate.Release(1000);
        await push;
        await backfill;

        // The sixth batch was formed before the push came.
        Assert.InRange(model.Batches.FindIndex(batch => batch.Contains(777)), 5, 6);
    }

    [Fact]
    public async Task RunAsync_Cancelled_LeavesTheQueueToTheOthers()
    {
        model.Gate = new SemaphoreSlim(0);
        await using var runner = Runner(batchTokens: 20);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var abandoned = runner.RunAsync(Rows(100, length: 10), 0, EmbedSide.Document, 0, cancel.Token);
        var other = runner.RunAsync([Row(777, 10)], 0, EmbedSide.Document, 0, Token);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        model.Gate.Release(1000);
        await other;

        Assert.InRange(model.Count, 1, 3);
    }

    [Fact]
    public async Task DisposeAsync_WithWorkWaiting_FailsItAndEnds()
    {
        model.Gate = new SemaphoreSlim(0);
        var runner = Runner();
        var running = runner.RunAsync([Row(1, 10)], 0, EmbedSide.Document, 0, Token);
        var waiting = runner.RunAsync([Row(1, 10)], 0, EmbedSide.Document, 3, Token);

        await runner.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => running);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public void Budget_AfterManyGoodBatches_GrowsBack()
    {
        var budget = new BatchBudget(4096);

        Assert.Equal(2000, budget.Shrink(4000));
        Assert.Equal(256, budget.Shrink(100));
        for (var i = 0; i < 10_000; i++)
        {
            budget.Fitted();
        }

        Assert.Equal(4096, budget.Current);
    }

    private BatchRunner Runner(int concurrency = 1, int batchTokens = 1000) => new(
        TestEmbedder.Manifest(Pooling.Mean), model, "test", concurrency, batchTokens, TestEmbedder.Telemetry, NullLogger.Instance);

    private static TokenRow[] Rows(int count, int length) => [.. Enumerable.Range(1, count).Select(i => Row(i, length))];

    private static TokenRow Row(int id, int length) => TokenRow.Sequence([id, .. new int[length - 1]]);
}
