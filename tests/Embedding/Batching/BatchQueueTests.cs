using Julie.Embedding.Batching;

namespace Julie.Embedding.Tests.Batching;

public sealed class BatchQueueTests
{
    [Fact]
    public void Take_ManyCalls_GivesEveryTextExactlyOnceWithinTheBudget()
    {
        var random = new Random(3);
        var queue = new BatchQueue();
        var calls = Enumerable.Range(0, 20)
            .Select(_ => Call(0, [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => random.Next(1, 300))])).ToArray();
        Array.ForEach(calls, queue.Add);

        var batches = Drain(queue, budget: 1000);

        Assert.Equal(0, queue.Count);
        Assert.Equal(Places(calls.SelectMany(call => call.Texts)), Places(batches.SelectMany(batch => batch)));
        Assert.All(batches, batch => Assert.True(batch.Count == 1 || batch.Count * batch[0].Row.Length <= 1000));
        Assert.All(batches, batch => Assert.All(batch, text => Assert.InRange(text.Row.Length, (batch[0].Row.Length + 1) / 2, batch[0].Row.Length)));
    }

    [Fact]
    public void Take_TextsOfOtherCallsOfLikeLength_FillTheBatch()
    {
        var queue = new BatchQueue();
        queue.Add(Call(0, [100, 10]));
        queue.Add(Call(0, [11, 99, 98]));

        Assert.Equal([100, 99, 98], queue.Take(1000).Select(text => text.Row.Length));
        Assert.Equal([10], queue.Take(1000).Select(text => text.Row.Length)); // the oldest call leads, though a longer text waits
        Assert.Equal([11], queue.Take(1000).Select(text => text.Row.Length));
    }

    [Fact]
    public void Take_ManyNewerTextsOfTheSameLength_TheOldestGoesFirst()
    {
        var queue = new BatchQueue();
        var oldest = Call(0, [50]);
        queue.Add(oldest);
        for (var i = 0; i < 10; i++)
        {
            queue.Add(Call(0, [50, 50, 50]));
        }

        Assert.Same(oldest, queue.Take(50)[0].Call);
    }

    [Fact]
    public void Take_MoreUrgentCallThatCameLater_GoesFirstAndAlone()
    {
        var queue = new BatchQueue();
        queue.Add(Call(3, [.. Enumerable.Repeat(20, 1000)]));
        queue.Take(100);
        var push = Call(0, [20, 20]);
        queue.Add(push);

        Assert.All(queue.Take(1000), text => Assert.Same(push, text.Call));
        Assert.Equal(3, queue.Take(1000)[0].Call.Priority);
    }

    [Fact]
    public void Take_QueriesAndDocuments_AreNeverInOneBatch()
    {
        var queue = new BatchQueue();
        queue.Add(Call(0, [10]));
        queue.Add(Call(0, [10], EmbedSide.Query));

        Assert.Single(queue.Take(1000));
        Assert.Single(queue.Take(1000));
    }

    [Fact]
    public void Take_TextOverTheBudget_ComesAlone()
    {
        var queue = new BatchQueue();
        queue.Add(Call(0, [5000, 4999]));

        Assert.Single(queue.Take(1000));
        Assert.Single(queue.Take(1000));
        Assert.Empty(queue.Take(1000));
    }

    [Fact]
    public void Remove_CallInTheMiddle_LeavesTheOthers()
    {
        var queue = new BatchQueue();
        var (first, second, third) = (Call(0, [7, 5]), Call(0, [6]), Call(0, [8]));
        Array.ForEach([first, second, third], queue.Add);

        queue.Remove(first);
        queue.Remove(first);

        Assert.Equal(2, queue.Count);
        Assert.Equal([second, third], Drain(queue, 100).SelectMany(batch => batch).Select(text => text.Call));
    }

    private static EmbedCall Call(int priority, int[] lengths, EmbedSide side = EmbedSide.Document) =>
        new([.. lengths.Select(length => TokenRow.Sequence(new int[length]))], 0, 4, side, priority);

    private static IEnumerable<(long, int)> Places(IEnumerable<PendingText> texts) => texts.Select(text => (text.Call.Arrival, text.Index)).Order();

    private static List<IReadOnlyList<PendingText>> Drain(BatchQueue queue, int budget)
    {
        var batches = new List<IReadOnlyList<PendingText>>();
        while (queue.Take(budget) is { Count: > 0 } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }
}
