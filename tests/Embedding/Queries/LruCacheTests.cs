using Julie.Embedding.Queries;

namespace Julie.Embedding.Tests.Queries;

public sealed class LruCacheTests
{
    [Fact]
    public void Add_Full_ForgetsWhatWasNotAskedForLongest()
    {
        var cache = new LruCache<string, int>(2);
        cache.Add("a", 1);
        cache.Add("b", 2);
        Assert.True(cache.TryGet("a", out _));

        cache.Add("c", 3);

        Assert.True(cache.TryGet("a", out var a));
        Assert.Equal(1, a);
        Assert.False(cache.TryGet("b", out _));
        Assert.True(cache.TryGet("c", out _));
    }

    [Fact]
    public void Add_KnownKey_ReplacesItsValue()
    {
        var cache = new LruCache<string, int>(2);
        cache.Add("a", 1);
        cache.Add("a", 2);
        cache.Add("b", 3);

        Assert.True(cache.TryGet("a", out var a));
        Assert.Equal(2, a);
        Assert.True(cache.TryGet("b", out _));
    }

    [Fact]
    public void Add_NoCapacity_KeepsNothing()
    {
        var cache = new LruCache<string, int>(0);
        cache.Add("a", 1);

        Assert.False(cache.TryGet("a", out _));
    }
}
