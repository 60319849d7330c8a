using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Julie.Contracts.Api;
using Julie.Index.Snapshots;

namespace Julie.QueryApi.Tests.Http;

/// <summary>Why a file is not found: states, reasons, pages, masked secrets, and only for who may read the repository.</summary>
[Collection("http")]
public sealed class FileTests(QueryApiHost host, SeededCode code) : IAsyncLifetime
{
    private long repository;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        MaskedSecret[] secrets = [new("github-token", 3, 3, 2), new("private-key", 5, 9, 1)];
        string name = $"files-{Guid.NewGuid():N}";
        repository = await code.PushAsync(
            name,
            [("src/main.py", "python", "print('" + name + "')", secrets)],
            [
                new SnapshotEntry("logo.png", 0x81A4, new string('1', 40), 7, "text", TreeEntryFlags.None, "binary"),
                new SnapshotEntry("vendor/a.js", 0x81A4, new string('2', 40), 7, "javascript", TreeEntryFlags.Vendored, "vendored"),
                new SnapshotEntry("vendor/b_1.js", 0x81A4, new string('3', 40), 7, "javascript", TreeEntryFlags.Vendored | TreeEntryFlags.Test, "vendored"),
                new SnapshotEntry("bad.cs", 0x81A4, new string('4', 40), 7, "csharp", TreeEntryFlags.None, null, "it could not be cut"),
            ]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Files_OfAState_HaveReasonsAndCountsOfAll()
    {
        RepositoryFiles page = await GetAsync("?state=skipped");

        Assert.Equal(["logo.png binary", "vendor/a.js vendored", "vendor/b_1.js vendored"], page.Files.Select(f => $"{f.Path} {f.Reason}"));
        Assert.Equal(["test", "vendored"], page.Files[2].Flags);
        Assert.Equal((5, 1, 1, 0, 1), (page.Counts!.Total, page.Counts.Indexed, page.Counts.Failed, page.Counts.Pending, page.Counts.WithSecrets));
        Assert.Equal(new Dictionary<string, long> { ["vendored"] = 2, ["binary"] = 1 }, page.Counts.Skipped);
        Assert.Null(page.Next);
        Assert.Equal("it could not be cut", Assert.Single((await GetAsync("?state=failed")).Files).Reason);
        Assert.Empty((await GetAsync("?state=pending")).Files);
    }

    [Theory]
    [InlineData("?reason=vendored", "vendor/a.js vendor/b_1.js")]
    [InlineData("?path=vendor/**", "vendor/a.js vendor/b_1.js")]
    [InlineData("?path=**/*_?.js", "vendor/b_1.js")]
    [InlineData("?path=logo", "logo.png")]
    [InlineData("?path=.*", "")]
    [InlineData("?state=indexed", "src/main.py")]
    [InlineData("?ref=main&state=indexed", "src/main.py")]
    [InlineData("?secrets=true", "src/main.py")]
    public async Task Files_Filtered_AreThose(string query, string paths) => Assert.Equal(paths, string.Join(' ', (await GetAsync(query)).Files.Select(f => f.Path)));

    [Fact]
    public async Task Files_WithSecrets_TellKindAndLines()
    {
        FileStatus file = Assert.Single((await GetAsync("?secrets=true")).Files);

        Assert.Equal([new MaskedSecret("github-token", 3, 3, 2), new MaskedSecret("private-key", 5, 9, 1)], file.Secrets);
    }

    [Fact]
    public async Task Files_ByPages_AreAllOnce()
    {
        List<string> seen = [];
        string? cursor = null;
        do
        {
            RepositoryFiles page = await GetAsync($"?limit=2{(cursor is null ? "" : "&cursor=" + cursor)}");
            Assert.Equal(cursor is null, page.Counts is not null);
            Assert.InRange(page.Files.Count, 1, 2);
            seen.AddRange(page.Files.Select(f => f.Path));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(["bad.cs", "logo.png", "src/main.py", "vendor/a.js", "vendor/b_1.js"], seen);
    }

    [Theory]
    [InlineData("?state=gone", "gone")]
    [InlineData("?limit=0", "limit=0")]
    [InlineData("?limit=1001", "limit=1001")]
    [InlineData("?cursor=%25%25", "next")]
    public async Task Files_BadArgument_IsNamed(string query, string named)
    {
        using HttpClient admin = host.Client(host.Key);
        using HttpResponseMessage response = await admin.GetAsync($"/api/repositories/{repository}/files{query}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = await QueryApiHost.ProblemAsync(response);
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_OfARepositoryThatTheKeyMayNotRead_AreNotFoundAsOfAnAbsentOne()
    {
        using HttpClient stranger = host.Client(await code.ReaderAsync("open"));
        using HttpResponseMessage hidden = await stranger.GetAsync($"/api/repositories/{repository}/files?state=skipped", Token);
        using HttpResponseMessage absent = await stranger.GetAsync("/api/repositories/999999999/files?state=skipped", Token);
        using HttpResponseMessage open = await stranger.GetAsync($"/api/repositories/{code.OpenId}/files", Token);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK), (hidden.StatusCode, absent.StatusCode, open.StatusCode));
        Assert.Equal(
            (await QueryApiHost.ProblemAsync(absent)).GetProperty("detail").GetString()!.Replace("999999999", "ID", StringComparison.Ordinal),
            (await QueryApiHost.ProblemAsync(hidden)).GetProperty("detail").GetString()!.Replace($"{repository}", "ID", StringComparison.Ordinal));
    }

    private async Task<RepositoryFiles> GetAsync(string query)
    {
        using HttpClient admin = host.Client(host.Key);
        return (await admin.GetFromJsonAsync<RepositoryFiles>($"/api/repositories/{repository}/files{query}", Token))!;
    }
}
