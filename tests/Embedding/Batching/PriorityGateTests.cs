using Julie.Embedding.Batching;

namespace Julie.Embedding.Tests.Batching;

public sealed class PriorityGateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_SeveralWait_TheMostUrgentGoesFirstThenTheFirstToCome()
    {
        var gate = new PriorityGate(1);
        var order = new List<string>();
        var held = await gate.EnterAsync(9, Token);
        var waiters = new[] { ("backfill 1", 2), ("backfill 2", 2), ("push", 0), ("on demand", 1) }.Select(w => EnterAsync(w.Item1, w.Item2)).ToArray();

        held.Dispose();
        await Task.WhenAll(waiters);

        Assert.Equal(["push", "on demand", "backfill 1", "backfill 2"], order);

        async Task EnterAsync(string name, int priority)
        {
            using var slot = await gate.EnterAsync(priority, Token);
            order.Add(name);
        }
    }

    [Fact]
    public async Task EnterAsync_WaiterGivesUp_ItsSlotIsNotLost()
    {
        var gate = new PriorityGate(1);
        var held = await gate.EnterAsync(0, Token);
        using var impatient = new CancellationTokenSource();
        var cancelled = gate.EnterAsync(0, impatient.Token).AsTask();
        var patient = gate.EnterAsync(1, Token).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(patient.IsCompleted);
        held.Dispose();

        (await patient).Dispose();
        (await gate.EnterAsync(0, Token)).Dispose();
    }

    [Fact]
    public async Task EnterAsync_ManySlots_NeverLetsInMore()
    {
        var gate = new PriorityGate(3);
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            using var slot = await gate.EnterAsync(i % 3, Token);
            InterlockedMax(ref most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }, Token)));

        Assert.InRange(most, 1, 3);
        Assert.Equal(0, inside);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
