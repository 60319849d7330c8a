using System.Diagnostics.Metrics;

using Julie.Contracts;
using Julie.Contracts.Messages;
using Julie.EmbedWorker.Jobs;
using Julie.EmbedWorker.Spaces;
using Julie.EmbedWorker.Tests.Support;
using Julie.Index.Spaces;

using MassTransit;
using MassTransit.Testing;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Julie.EmbedWorker.Tests.Jobs;

/// <summary>The handler on the bus, in memory.</summary>
public sealed class EmbedPassagesHandlerTests : IAsyncLifetime
{
    private readonly FakeEmbedder embedder = new();
    private readonly FakeWork work = new();
    private readonly FakeTimeProvider time = new();
    private readonly ServiceProvider services;
    private readonly ITestHarness harness;

    public EmbedPassagesHandlerTests()
    {
        services = new ServiceCollection()
            .AddMetrics()
            .AddLogging()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<IPassageWork>(work)
            .AddSingleton<EmbedWorkerTelemetry>()
            .AddSingleton<WorkerReadiness>()
            .AddSingleton<StageTimes>()
            .AddSingleton<EmbedJob>()
            .AddSingleton<PatientJob>()
            .AddSingleton<EmbedPassagesHandler>()
            .AddMassTransitTestHarness(bus => bus.UsingInMemory((context, memory) =>
                memory.ReceiveEndpoint("jobs", endpoint => endpoint.Handler<EmbedPassages>(
                    message => context.GetRequiredService<EmbedPassagesHandler>().HandleAsync(Lane.Push, message)))))
            .BuildServiceProvider();
        harness = services.GetRequiredService<ITestHarness>();
        services.GetRequiredService<WorkerReadiness>().Set(new ReadyWorker(embedder, new Space(1, "fake", 1, 1, "active", "space_1")));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await harness.Start();
        work.Add(1, "a").Add(2, "b");
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Fact]
    public async Task HandleAsync_JobOfThisSpace_IsDoneAndAnnounced()
    {
        await harness.Bus.Publish(new EmbedPassages(1, [1, 2]), Token);

        Assert.True(await harness.Published.Any<PassagesEmbedded>(message => message.Context.Message is { SpaceId: 1, Embedded: 2, Failed: 0 }, Token));
        Assert.Equal(2, work.Vectors.Count);
    }

    [Fact]
    public async Task HandleAsync_JobOfAnotherSpace_IsTakenOffTheQueueAndLeftPending()
    {
        await harness.Bus.Publish(new EmbedPassages(99, [1, 2]), Token);
        await harness.Bus.Publish(new EmbedPassages(1, [2]), Token);

        // Taken off without an error and not sent back: the reconciler of its own space rings again, this queue does not spin.
        Assert.True(await harness.Consumed.Any<EmbedPassages>(message => message.Context.Message.SpaceId == 99 && message.Exception is null, Token));
        Assert.True(await harness.Published.Any<PassagesEmbedded>(Token));
        Assert.False(await harness.Published.Any<Fault<EmbedPassages>>(new CancellationToken(true)));
        Assert.Single(harness.Consumed.Select<EmbedPassages>(new CancellationToken(true)), message => message.Context.Message.SpaceId == 99);
        Assert.Equal([2], work.Vectors.Keys);
        Assert.DoesNotContain(1L, work.Attempts.Keys);
        Assert.Empty(work.Errors);
    }

    [Fact]
    public async Task HandleAsync_ServiceAwayForMinutes_HoldsTheJobAndGoesOn()
    {
        embedder.Outage = 5;

        await harness.Bus.Publish(new EmbedPassages(1, [1, 2]), Token);
        await RunClockAsync(() => work.Vectors.Count == 2);

        Assert.Equal(6, embedder.Calls.Count);
        Assert.False(await harness.Published.Any<Fault<EmbedPassages>>(new CancellationToken(true)));
        Assert.All(work.Attempts, attempt => Assert.Equal(1, attempt.Value));
    }

    [Fact]
    public async Task HandleAsync_ServiceAwayForHours_LeavesTheJobToTheReconciler()
    {
        embedder.Outage = int.MaxValue;
        var from = time.GetUtcNow();

        await harness.Bus.Publish(new EmbedPassages(1, [1, 2]), Token);
        await RunClockAsync(() => harness.Consumed.Select<EmbedPassages>(new CancellationToken(true)).Any());

        Assert.InRange(time.GetUtcNow() - from, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15));
        Assert.InRange(embedder.Calls.Count, 5, 30); // not hot
        Assert.False(await harness.Published.Any<Fault<EmbedPassages>>(new CancellationToken(true)));
        Assert.All(work.Attempts, attempt => Assert.Equal(0, attempt.Value));
        Assert.Empty(work.Errors);
    }

    private async Task RunClockAsync(Func<bool> reached)
    {
        while (!reached())
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Token);
        }
    }
}
