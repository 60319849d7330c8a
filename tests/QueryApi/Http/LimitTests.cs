using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Threading.RateLimiting;
using Julie.Contracts.Api;
using Julie.QueryApi.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Julie.QueryApi.Tests.Http;

/// <summary>How much one caller may ask, and from which pages.</summary>
[Collection("http")]
public sealed class LimitTests(QueryApiHost host, SeededCode code)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OverTheLimit_Is429WithRetryAfter_AndOthersAreUndisturbed()
    {
        await using WebApplication service = await host.StartServiceAsync([new("Julie:Api:RequestsPerSecond", "1"), new("Julie:Api:Burst", "5")], Token);
        using HttpClient greedy = Client(service, await code.ReaderAsync("open"));
        using HttpClient other = Client(service, await code.ReaderAsync("open"));
        using HttpClient admin = Client(service, host.Key);
        List<HttpResponseMessage> answers = [];
        for (int i = 0; i < 12; i++)
        {
            answers.Add(await greedy.GetAsync("/api/search?q=retry", Token));
        }

        Assert.InRange(answers.Count(a => a.StatusCode == HttpStatusCode.OK), 5, 11);
        HttpResponseMessage refused = answers.First(a => a.StatusCode != HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        TimeSpan pause = refused.Headers.RetryAfter!.Delta!.Value;
        Assert.InRange(pause.TotalSeconds, 1, 5);
        Assert.Equal(ProblemTypes.TooManyRequests, (await QueryApiHost.ProblemAsync(refused)).GetProperty("type").GetString());
        Assert.True(refused.Headers.Contains("Content-Security-Policy"));
        foreach (HttpClient client in (HttpClient[])[other, admin, admin, admin, admin, admin, admin])
        {
            using HttpResponseMessage answer = await client.GetAsync("/api/repositories", Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await Task.Delay(pause + TimeSpan.FromMilliseconds(200), Token);
        using HttpResponseMessage later = await greedy.GetAsync("/api/search?q=retry", Token);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Flood_OfOneCaller_IsCutToItsLimit_AndAnotherIsServedThroughout()
    {
        await using WebApplication service = await host.StartServiceAsync([new("Julie:Api:RequestsPerSecond", "5"), new("Julie:Api:Burst", "5")], Token);
        using HttpClient greedy = Client(service, await code.ReaderAsync("open"));
        using HttpClient polite = Client(service, await code.ReaderAsync("open"));
        await PoliteAsync(polite, TimeSpan.FromSeconds(1));
        TimeSpan[] alone = await PoliteAsync(polite, TimeSpan.FromSeconds(2));

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        long start = Stopwatch.GetTimestamp();
        Task<List<HttpStatusCode>>[] flood = [.. Enumerable.Range(0, 8).Select(_ => FloodAsync(greedy, end.Token))];
        TimeSpan[] beside = await PoliteAsync(polite, TimeSpan.FromSeconds(4));
        await end.CancelAsync();
        HttpStatusCode[] answers = [.. (await Task.WhenAll(flood)).SelectMany(one => one)];
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        int served = answers.Count(status => status == HttpStatusCode.OK);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"flood: {answers.Length / seconds:0} requests/s, {served / seconds:0.0}/s served, the rest 429; the other caller: p50 {At(alone, 0.5):0.0} ms and p95 {At(alone, 0.95):0.0} ms alone, p50 {At(beside, 0.5):0.0} ms and p95 {At(beside, 0.95):0.0} ms beside it"));
        Assert.All(answers, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{status}"));
        Assert.InRange(served, 5, 5 + (5 * (seconds + 1)));
        Assert.True(answers.Length > served);
    }

    [Fact]
    public async Task SignIn_TriedTooOften_Is429()
    {
        await using WebApplication service = await host.StartServiceAsync([new("Julie:Api:RequestsPerSecond", "1"), new("Julie:Api:Burst", "3")], Token);
        using HttpClient stranger = new() { BaseAddress = new Uri(service.Urls.First()) };
        List<HttpStatusCode> answers = [];
        for (int i = 0; i < 8; i++)
        {
            using HttpResponseMessage answer = await stranger.PostAsJsonAsync("/api/session", new { key = "jl_guess" }, Token);
            answers.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        using HttpResponseMessage page = await stranger.GetAsync("/", Token);
        using HttpResponseMessage alive = await stranger.GetAsync("/alive", Token);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, alive.StatusCode));
    }

    [Fact]
    public async Task ManyAtTheSameTime_AreLimitedByCaller()
    {
        await using WebApplication service = await host.StartServiceAsync([new("Julie:Api:ConcurrentRequests", "2")], Token);
        using HttpClient greedy = Client(service, await code.ReaderAsync("open"));
        using HttpClient other = Client(service, await code.ReaderAsync("open"));
        // each waits for a commit that never comes
        Task<HttpResponseMessage>[] waiting = [.. Enumerable.Range(0, 4).Select(_ => greedy.GetAsync("/api/search?q=retry&waitFor=abcdef0&waitForSeconds=3", Token))];
        HttpResponseMessage first = await await Task.WhenAny(waiting);
        using HttpResponseMessage meanwhile = await other.GetAsync("/api/search?q=retry", Token);
        HttpResponseMessage[] all = await Task.WhenAll(waiting);

        Assert.Equal(HttpStatusCode.TooManyRequests, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, meanwhile.StatusCode);
        Assert.Equal(2, all.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal("1", first.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("/api/search?q=/ret.*/")]
    [InlineData("/api/search?q=retry \"such job\"")]
    [InlineData("/api/search/stream?q=/ret.*/")]
    [InlineData("/api/symbols?q=retry -/zz.z/")]
    public async Task PatternsOfOneCaller_WaitForEachOther_AndAreRefusedWhenTooManyWait(string address)
    {
        await using WebApplication service = await host.StartServiceAsync([new("Julie:Api:ConcurrentPatterns", "1"), new("Julie:Api:WaitingPatterns", "1")], Token);
        string key = await code.ReaderAsync("open");
        using HttpClient greedy = Client(service, key);
        using HttpClient other = Client(service, await code.ReaderAsync("open"));
        using HttpClient admin = Client(service, host.Key);
        RateLimitLease slow = await service.Services.GetRequiredService<PatternLimits>().EnterAsync($"key {await IdAsync(key)}", Token);

        Task<HttpResponseMessage>[] both = [greedy.GetAsync(address, Token), greedy.GetAsync(address, Token)];
        using HttpResponseMessage refused = await await Task.WhenAny(both);
        Task<HttpResponseMessage> waiting = both.Single(one => !one.IsCompleted);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(ProblemTypes.TooManyRequests, (await QueryApiHost.ProblemAsync(refused)).GetProperty("type").GetString());
        foreach ((HttpClient client, string asked) in ((HttpClient, string)[])[(greedy, "/api/search?q=retry"), (greedy, "/api/repositories"), (other, address), (admin, address)])
        {
            using HttpResponseMessage meanwhile = await client.GetAsync(asked, Token);
            Assert.Equal(HttpStatusCode.OK, meanwhile.StatusCode);
        }

        Assert.False(waiting.IsCompleted);
        slow.Dispose();
        using HttpResponseMessage served = await waiting;
        using HttpResponseMessage next = await greedy.GetAsync(address, Token);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (served.StatusCode, next.StatusCode));
        await served.Content.ReadAsStringAsync(Token);
    }

    [Fact]
    public async Task PatternThatWaits_LeavesTheQueueWithItsRequest()
    {
        await using WebApplication service = await host.StartServiceAsync([new("Julie:Api:ConcurrentPatterns", "1"), new("Julie:Api:WaitingPatterns", "1")], Token);
        string key = await code.ReaderAsync("open");
        using HttpClient typing = Client(service, key);
        PatternLimits patterns = service.Services.GetRequiredService<PatternLimits>();
        using RateLimitLease slow = await patterns.EnterAsync($"key {await IdAsync(key)}", Token);
        using CancellationTokenSource left = new();
        Task<HttpResponseMessage> halfWritten = typing.GetAsync("/api/search?q=/ret.*/", left.Token);
        while (patterns.Waiting($"key {await IdAsync(key)}") == 0)
        {
            await Task.Delay(20, Token);
        }

        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => halfWritten);

        while (patterns.Waiting($"key {await IdAsync(key)}") > 0)
        {
            await Task.Delay(20, Token);
        }
    }

    [Fact]
    public async Task OtherOrigins_AreAnsweredOnlyWhereConfigured_AndNeverWithTheCookie()
    {
        await using WebApplication service = await host.StartServiceAsync([new("Julie:Api:AllowedOrigins:0", "https://portal.example")], Token);
        using HttpClient client = new() { BaseAddress = new Uri(service.Urls.First()) };

        using HttpResponseMessage allowed = await PreflightAsync(client, "https://portal.example");
        using HttpResponseMessage refused = await PreflightAsync(client, "https://evil.example");
        using HttpClient closed = host.Client(null);
        using HttpResponseMessage unset = await PreflightAsync(closed, "https://portal.example");

        Assert.Equal("https://portal.example", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Mcp-Protocol-Version", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.OrdinalIgnoreCase);
        Assert.False(allowed.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.False(refused.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(unset.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)]
    [InlineData("same-site", null, false)]
    [InlineData("cross-site", null, false)]
    [InlineData(null, "http://127.0.0.1:1", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, true)]
    public async Task Cookie_IsTakenFromTheOwnPageOnly(string? site, string? origin, bool taken)
    {
        using HttpClient browser = host.Client(null);
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/session");
        request.Headers.Add("Cookie", $"julie_key={host.Key}");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using HttpResponseMessage response = await browser.SendAsync(request, Token);

        Assert.Equal(taken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("Julie:Api:AllowedOrigins:0", "*", "'*'")]
    [InlineData("Julie:Api:AllowedOrigins:0", "https://portal.example/path", "portal.example/path")]
    [InlineData("Julie:Api:Burst", "0", "Burst")]
    public async Task Setting_OutOfRange_EndsTheStart(string setting, string value, string named)
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartServiceAsync([new(setting, value)], Token));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private async Task<long> IdAsync(string key)
    {
        await using NpgsqlCommand command = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select id from api_key where sha256 = $1");
        command.Parameters.Add(new() { Value = ServiceDefaults.Authentication.ApiKey.Hash(key) });
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    /// <summary>Three searches a second at most, fewer than the limit; each must be answered.</summary>
    private static async Task<TimeSpan[]> PoliteAsync(HttpClient client, TimeSpan time)
    {
        List<TimeSpan> times = [];
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
        {
            long asked = Stopwatch.GetTimestamp();
            using HttpResponseMessage answer = await client.GetAsync("/api/search?q=retry", Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            times.Add(Stopwatch.GetElapsedTime(asked));
            await Task.Delay(300, Token);
        }

        return [.. times.Order()];
    }

    private static async Task<List<HttpStatusCode>> FloodAsync(HttpClient client, CancellationToken ct)
    {
        List<HttpStatusCode> answers = [];
        while (!ct.IsCancellationRequested)
        {
            using HttpResponseMessage answer = await client.GetAsync("/api/search?q=retry", Token);
            answers.Add(answer.StatusCode);
        }

        return answers;
    }

    private static double At(TimeSpan[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)].TotalMilliseconds;

    private static async Task<HttpResponseMessage> PreflightAsync(HttpClient client, string origin)
    {
        using HttpRequestMessage request = new(HttpMethod.Options, "/api/search?q=x");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,mcp-protocol-version");
        return await client.SendAsync(request, Token);
    }

    private static HttpClient Client(WebApplication service, string key)
    {
        HttpClient client = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(service.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
