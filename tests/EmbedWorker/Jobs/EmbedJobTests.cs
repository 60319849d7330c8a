using System.Diagnostics.Metrics;

using Julie.Contracts;
using Julie.Contracts.Messages;
using Julie.Embedding;
using Julie.EmbedWorker.Jobs;
using Julie.EmbedWorker.Spaces;
using Julie.EmbedWorker.Tests.Support;
using Julie.Index.Spaces;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Julie.EmbedWorker.Tests.Jobs;

public sealed class EmbedJobTests : IDisposable
{
    private readonly FakeEmbedder embedder = new();
    private readonly FakeWork work = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly EmbedWorkerTelemetry telemetry;
    private readonly EmbedJob job;

    public EmbedJobTests()
    {
        telemetry = new(services.GetRequiredService<IMeterFactory>());
        job = new(work, telemetry, new StageTimes(), Options.Create(new EmbedWorkerOptions()), NullLogger<EmbedJob>.Instance);
    }

    [Fact]
    public async Task RunAsync_NewPassages_WritesEachItsVectorInOneCall()
    {
        work.Add(1, "a").Add(2, "bb").Add(3, "ccc");

        var outcome = await RunAsync([1, 2, 3]);

        Assert.Equal(new JobOutcome(3, 0, 0), outcome);
        Assert.Equal(new Dictionary<long, float> { [1] = 1, [2] = 2, [3] = 3 }, work.Vectors);
        Assert.Single(embedder.Calls);
    }

    [Fact]
    public async Task RunAsync_SameJobAgain_EmbedsNothing()
    {
        work.Add(1, "a").Add(2, "bb");
        await RunAsync([1, 2]);
        embedder.Calls.Clear();

        Assert.Equal(new JobOutcome(0, 0, 2), await RunAsync([1, 2]));
        Assert.Empty(embedder.Calls);
    }

    [Fact]
    public async Task RunAsync_OnePassageThatCannotBeEmbedded_FailsAloneWithItsError()
    {
        for (var id = 1; id <= 100; id++)
        {
            work.Add(id, id == 37 ? "poison" : "good");
        }

        var outcome = await RunAsync([.. Enumerable.Range(1, 100).Select(id => (long)id)]);

        Assert.Equal(new JobOutcome(99, 1, 0), outcome);
        Assert.Equal("this text cannot be embedded", Assert.Single(work.Errors, error => error.Key == 37).Value);
        Assert.DoesNotContain(37L, work.Vectors.Keys);
        Assert.Equal(99, work.Vectors.Count);
        // Found by halving, not one by one.
        Assert.InRange(embedder.Calls.Count, 2, 20);
    }

    [Fact]
    public async Task RunAsync_ModelFailsForEveryText_BlamesNoPassage()
    {
        work.Add(1, "a").Add(2, "b");
        embedder.Broken = true;

        var error = await Assert.ThrowsAsync<ModelUnavailableException>(() => RunAsync([1, 2]));

        Assert.Contains("fails for every text", error.Message);
        Assert.Empty(work.Errors);
        Assert.Empty(work.Vectors);
    }

    [Fact]
    public async Task RunAsync_ServiceAway_IsAskedOnceAndUsesNoAttemptUp()
    {
        work.Add(1, "a").Add(2, "b");
        embedder.Outage = 20;
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<ModelUnavailableException>(() => RunAsync([1, 2]));
        }

        Assert.Equal(20, embedder.Calls.Count); // nothing was halved, no text suspected
        Assert.All(work.Attempts, attempt => Assert.Equal(0, attempt.Value));
        Assert.Empty(work.Errors);
        // A job of one passage is what would be given up, had the outages counted.
        Assert.Equal(new JobOutcome(1, 0, 0), await RunAsync([1]));
    }

    [Fact]
    public async Task RunAsync_VectorThatTheIndexRefuses_FailsAlone()
    {
        for (var id = 1; id <= 50; id++)
        {
            work.Add(id, "text");
        }

        work.Unstorable = 13;

        Assert.Equal(new JobOutcome(49, 1, 0), await RunAsync([.. Enumerable.Range(1, 50).Select(id => (long)id)]));
        Assert.Contains("zero", Assert.Single(work.Errors, error => error.Key == 13).Value);
        Assert.Equal(49, work.Vectors.Count);
    }

    [Fact]
    public async Task RunAsync_StoppedInTheMiddle_TakesTheAttemptsBack()
    {
        work.Add(1, "a");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.RunAsync(
            new ReadyWorker(embedder, new Space(1, "fake", 1, 1, "active", "space_1")), Lane.Push, new EmbedPassages(1, [1]), 0, stop.Token));

        Assert.Equal(0, work.Attempts[1]);
    }

    [Fact]
    public async Task RunAsync_PassageThatKillsTheWorker_IsGivenUpAndTheOthersAreDone()
    {
        var ids = Enumerable.Range(1, 256).Select(id => (long)id).ToArray();
        Array.ForEach(ids, id => work.Add(id, "text"));
        work.Killer = 100;

        var deaths = 0;
        for (var earlier = 0; ; earlier++)
        {
            try
            {
                await RunAsync(ids, earlier);
                break;
            }
            catch (ProcessDiedException)
            {
                deaths++;
                Assert.True(deaths < 10, "the job never ends");
            }
        }

        Assert.Equal(new EmbedWorkerOptions().MaxAttempts, deaths);
        Assert.Equal(100, Assert.Single(work.Errors).Key);
        Assert.Equal(255, work.Vectors.Count);
        // Its neighbours never came near the limit.
        Assert.True(work.Attempts.Where(attempt => attempt.Key != 100).Max(attempt => attempt.Value) < new EmbedWorkerOptions().MaxAttempts);
    }

    [Fact]
    public async Task RunAsync_ManyAttemptsButNeverAlone_IsTriedAgain()
    {
        work.Add(1, "a").Add(2, "b");
        work.Attempts[1] = 50;

        Assert.Equal(new JobOutcome(2, 0, 0), await RunAsync([1, 2]));
    }

    [Theory]
    [InlineData(Lane.Push, 0)]
    [InlineData(Lane.Migration, 3)]
    public async Task RunAsync_AnyLane_WaitsForTheDeviceWithItsPriority(Lane lane, int priority)
    {
        work.Add(1, "a");

        await RunAsync([1], lane: lane);

        Assert.Equal([priority], embedder.Priorities);
    }

    [Theory]
    [InlineData(256, 0, 256)]
    [InlineData(256, 1, 32)]
    [InlineData(256, 2, 4)]
    [InlineData(256, 3, 1)]
    [InlineData(256, 20, 1)]
    [InlineData(1, 0, 1)]
    public void SliceSize_EveryDelivery_IsAnEighth(int count, int earlier, int size)
        => Assert.Equal(size, EmbedJob.SliceSize(count, earlier));

    public void Dispose()
    {
        job.Dispose();
        telemetry.Dispose();
        services.Dispose();
    }

    private Task<JobOutcome> RunAsync(long[] ids, int earlier = 0, Lane lane = Lane.Backfill)
        => job.RunAsync(
            new ReadyWorker(embedder, new Space(1, "fake", 1, 1, "active", "space_1")), lane, new EmbedPassages(1, ids), earlier,
            TestContext.Current.CancellationToken);
}
