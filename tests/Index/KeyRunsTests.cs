using Julie.Index.Search;

namespace Julie.Index.Tests;

public sealed class KeyRunsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("7", "7-7")]
    [InlineData("1 2 3", "1-3")]
    [InlineData("1 2 4 6 7", "1-2 4-4 6-7")]
    public void Of_Keys_JoinsThoseThatFollowEachOther(string keys, string expected)
    {
        var runs = KeyRuns.Of([.. keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)]);

        Assert.Equal(expected, string.Join(' ', runs.First.Zip(runs.Last, (first, last) => $"{first}-{last}")));
    }
}
