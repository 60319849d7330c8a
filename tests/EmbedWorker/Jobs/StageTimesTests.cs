using Julie.EmbedWorker.Jobs;

using Xunit;

namespace Julie.EmbedWorker.Tests.Jobs;

public sealed class StageTimesTests
{
    [Fact]
    public void Take_SaysWhatTookLongerSinceTheLastTime()
    {
        var times = new StageTimes();
        Assert.False(times.TakeWritingIsSlower());

        times.Add(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
        times.Add(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

        Assert.True(times.TakeWritingIsSlower());
        times.Add(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
        Assert.False(times.TakeWritingIsSlower());
    }
}
