using Julie.Embedding.Remote;

using Microsoft.Extensions.Time.Testing;

namespace Julie.Embedding.Tests.Remote;

public sealed class RequestGateTests
{
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_CancelledWhileItWaits_LeavesTheSlotToTheNext()
    {
        using var gate = new RequestGate(new RemoteOptions { ConcurrentRequests = 1 }, time);
        using var cancel = new CancellationTokenSource();
        var held = await gate.EnterAsync(0, 1, Token);
        var cancelled = gate.EnterAsync(0, 1, cancel.Token);
        var next = gate.EnterAsync(1, 1, Token);

        await cancel.CancelAsync();
        held.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        (await next).Dispose();
    }

    [Fact]
    public async Task EnterAsync_UrgentOneThatWaitsForTheRate_IsNotOvertakenBySmallerOnes()
    {
        using var gate = new RequestGate(new RemoteOptions { ConcurrentRequests = 8, TokensPerMinute = 100 }, time);
        (await gate.EnterAsync(0, 90, Token)).Dispose();
        var urgent = gate.EnterAsync(0, 50, Token);
        var small = gate.EnterAsync(1, 5, Token);

        Assert.False(urgent.IsCompleted || small.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(61));

        await urgent;
        await small;
    }

    [Fact]
    public async Task Used_LessThanEstimated_MakesRoom()
    {
        using var gate = new RequestGate(new RemoteOptions { ConcurrentRequests = 8, TokensPerMinute = 100 }, time);
        var pass = await gate.EnterAsync(0, 90, Token);
        var next = gate.EnterAsync(0, 50, Token);
        Assert.False(next.IsCompleted);

        pass.Used(40);
        pass.Dispose();

        await next;
    }

    [Fact]
    public async Task EnterAsync_MoreThanTheMinuteAllows_GoesOutAlone()
    {
        using var gate = new RequestGate(new RemoteOptions { TokensPerMinute = 100 }, time);

        (await gate.EnterAsync(0, 5000, Token)).Dispose();
        var next = gate.EnterAsync(0, 1, Token);

        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(61));
        await next;
    }

    [Fact]
    public async Task Pause_HoldsEverybodyUntilItsEnd()
    {
        using var gate = new RequestGate(new RemoteOptions(), time);
        gate.Pause(TimeSpan.FromSeconds(20));
        gate.Pause(TimeSpan.FromSeconds(5)); // never shortened

        var waiting = gate.EnterAsync(0, 1, Token);
        time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        await waiting;
    }
}
