using Julie.ServiceDefaults.Authentication;

namespace Julie.ServiceDefaults.Tests;

public sealed class ApiKeyTests
{
    [Fact]
    public void New_ManyKeys_AreDistinctAndSafeInHeadersAndUrls()
    {
        var keys = Enumerable.Range(0, 1_000).Select(_ => ApiKey.New()).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches("^jl_[A-Za-z0-9_-]{43}$", key));
    }

    [Fact]
    public void Hash_OneCharacterOther_IsAnotherHash()
        => Assert.NotEqual(ApiKey.Hash("jl_a"), ApiKey.Hash("jl_b"));
}
