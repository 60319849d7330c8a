using Julie.Ingest.Git;

namespace Julie.Ingest.Tests.Git;

public sealed class RefPatternsTests
{
    [Theory]
    [InlineData("release/*", "refs/heads/release/1.0", true)]
    [InlineData("release/*", "refs/heads/release/1.0/hot", true)]
    [InlineData("release/*", "refs/tags/release/1.0", false)]
    [InlineData("refs/tags/v*", "refs/tags/v1.2", true)]
    [InlineData("refs/tags/v*", "refs/tags/V1.2", false)]
    [InlineData("refs/tags/v*", "x/refs/tags/v1.2", false)]
    [InlineData("develop", "refs/heads/develop", true)]
    [InlineData("develop", "refs/heads/develop2", false)]
    [InlineData("*", "refs/heads/a/b", true)]
    public void Matches_OnePattern_IsAnchoredAtBothEnds(string pattern, string name, bool matches) =>
        Assert.Equal(matches, RefPatterns.Parse([pattern]).Matches(name));

    [Fact]
    public void Matches_LeftOut_DoesNotMatch()
    {
        var patterns = RefPatterns.Parse(["*", "^dependabot/*"]);

        Assert.True(patterns.Matches("refs/heads/main"));
        Assert.False(patterns.Matches("refs/heads/dependabot/npm"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("^")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("a..b")]
    [InlineData("refs/pull/*")]
    [InlineData("a?")]
    [InlineData("refs/")]
    public void Parse_WhatNoRefIsCalled_IsRefused(string pattern) =>
        Assert.Contains("Remedy", Assert.Throws<InvalidRefPatternException>(() => RefPatterns.Parse([pattern])).Message, StringComparison.Ordinal);
}
