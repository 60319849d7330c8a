using Julie.Browser.Tests.Support;
using Julie.Tests.Support;

namespace Julie.Browser.Tests;

/// <summary>What clicks make of the text of a query, by the rules of docs/query-language.md.</summary>
[Collection("page")]
public sealed class QueryTextTests(RunningSystem system, Chromium chromium)
{
    [Theory]
    [InlineData("toggleFilter", "retry", "lang:go", "retry lang:go")]
    [InlineData("toggleFilter", "retry lang:go now", "lang:go", "retry now")]
    [InlineData("toggleFilter", "retry language:Go", "lang:go", "retry")]
    [InlineData("toggleFilter", "retry -lang:go", "lang:go", "retry lang:go")]
    [InlineData("toggleFilter", "a OR b", "lang:go", "(a OR b) lang:go")]
    [InlineData("toggleFilter", "(a OR b) lang:go", "lang:go", "(a OR b)")]
    [InlineData("toggleFilter", "(a lang:go) b", "lang:go", "(a lang:go) b lang:go")]
    [InlineData("toggleFilter", "\"lang:go\"", "lang:go", "\"lang:go\" lang:go")]
    [InlineData("toggleFilter", "/lang:go b/", "lang:go", "/lang:go b/ lang:go")]
    [InlineData("toggleFilter", "x", "repo:my shop", "x repo:\"my shop\"")]
    [InlineData("toggleFilter", "x repo:\"my shop\"", "repo:my shop", "x")]
    [InlineData("toggleFilter", "x file:*.cs path:src", "path:src", "x file:*.cs")]
    [InlineData("toggleFilter", "path://x file::open", "path:/x", "path://x file::open path:/x")]
    [InlineData("setFilter", "x mode:regex y", "mode:symbol", "x y mode:symbol")]
    [InlineData("setFilter", "x mode:regex", "mode:", "x")]
    public async Task Filter_IsPutInAndTakenOut(string what, string query, string filter, string expected)
    {
        await using SignedInPage signedIn = await SignedInPage.OpenAsync(chromium, system);
        string[] parts = filter.Split(':', 2);

        string actual = await signedIn.Page.EvaluateAsync<string>(
            "async ([what, query, field, value]) => (await import('/js/query.js'))[what](query, field, value)", new[] { what, query, parts[0], parts[1] });

        Assert.Equal(expected, actual);
    }
}
