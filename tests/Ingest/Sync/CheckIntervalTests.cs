using Julie.Ingest.Sync;

namespace Julie.Ingest.Tests.Sync;

public sealed class CheckIntervalTests
{
    private static readonly IngestOptions Options = new();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(20, 1)]
    [InlineData(120, 5)]
    [InlineData(24 * 60, 60)]
    [InlineData(365 * 24 * 60, 360)]
    public void AfterAnswer_TimeSinceTheChange_GivesAShareOfItWithinBounds(int minutesSinceChange, int minutes)
    {
        var interval = CheckInterval.AfterAnswer(TimeSpan.FromMinutes(minutesSinceChange), Options, new Random(1));

        Assert.InRange(interval, TimeSpan.FromMinutes(minutes * 0.9), TimeSpan.FromMinutes(minutes * 1.1));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 8)]
    [InlineData(1000, 360)]
    public void AfterFailure_EachFailure_DoublesUpToTheLongest(int failures, int minutes)
    {
        var interval = CheckInterval.AfterFailure(failures, Options, new Random(1));

        Assert.InRange(interval, TimeSpan.FromMinutes(minutes * 0.9), TimeSpan.FromMinutes(minutes * 1.1));
    }

    [Fact]
    public void AfterAnswer_ManyRepositories_AreSpreadOut()
    {
        var random = new Random(1);
        var intervals = Enumerable.Range(0, 100).Select(_ => CheckInterval.AfterAnswer(TimeSpan.FromDays(30), Options, random)).ToArray();

        Assert.True(intervals.Max() - intervals.Min() > TimeSpan.FromMinutes(30));
    }
}
