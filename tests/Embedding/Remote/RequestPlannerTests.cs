using Julie.Embedding.Remote;

namespace Julie.Embedding.Tests.Remote;

public sealed class RequestPlannerTests
{
    [Fact]
    public void Plan_ManyTexts_KeepsBothLimitsAndLosesNone()
    {
        var random = new Random(7);
        int[] tokens = [.. Enumerable.Range(0, 1000).Select(_ => random.Next(1, 300))];

        var ranges = RequestPlanner.Plan(tokens, 20, 1500);

        Assert.Equal(Enumerable.Range(0, 1000), ranges.SelectMany(range => Enumerable.Range(0, 1000).Take(range)));
        Assert.All(ranges, range => Assert.True(tokens[range].Length <= 20 && tokens[range].Sum() <= 1500));
    }

    [Fact]
    public void Plan_TextBeyondTheLimit_IsAlone()
        => Assert.Equal([0..1, 1..2, 2..4], RequestPlanner.Plan([10, 500, 10, 20], 100, 100));

    [Fact]
    public void Plan_Nothing_IsNothing() => Assert.Empty(RequestPlanner.Plan([], 10, 10));
}
