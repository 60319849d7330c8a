using Julie.QueryApi.Query;

namespace Julie.QueryApi.Tests;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("lang", "lang", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("lnag", "lang", 1)]
    [InlineData("langauge", "language", 1)]
    [InlineData("rep", "repo", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Between_KnownPairs_CountsTheEdits(string a, string b, int expected)
    {
        Assert.Equal(expected, EditDistance.Between(a, b));
        Assert.Equal(expected, EditDistance.Between(b, a));
    }
}
