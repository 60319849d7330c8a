using System.Net;
using System.Net.Sockets;
using Julie.Contracts.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Julie.Client.Tests;

public sealed class JulieClientTests
{
    private const string Found = """{"query":"x","results":[],"coverage":1,"model":"m","elapsedMs":1,"unknownToThisVersion":7}""";

    private const string TooMany = """{"type":"urn:julie:problem:too-many-requests","title":"Too many requests","status":429,"detail":"Try again in 2 s."}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_SendsWhatWasSaidAndNothingElse()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(Found));
        using JulieClient client = new(server.Address, "jl_mine");

        await client.SearchAsync("retry lang:go", cancellationToken: Token);
        Answer<SearchAnswer> answer = await client.SearchAsync(
            "a&b=c", new() { Limit = 3, Cursor = "x", Refs = ["main", "v*"], Mode = "lexical", Ranking = false, Explain = true, WaitFor = "abcdef0", WaitForSeconds = 0, WaitForVectors = true }, Token);

        Assert.Equal(Found, answer.Json);
        Assert.Equal(("GET", "/api/search?q=retry%20lang%3Ago", "Bearer jl_mine"), server.Requests[0]);
        Assert.Equal(
            "/api/search?q=a%26b%3Dc&limit=3&cursor=x&ref=main&ref=v%2A&mode=lexical&ranking=false&explain=true&waitFor=abcdef0&waitForVectors=true&waitForSeconds=0", server.Requests[1].Target);
    }

    [Fact]
    public async Task File_KeepsSlashesAndEscapesTheRest()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json("{}", status: 404));
        using JulieClient client = new(new Uri(server.Address, "/below"), key: null);

        await Assert.ThrowsAsync<JulieProblemException>(() => client.GetFileAsync("acme/shop/a b/c?#%.md", new() { Lines = "1-2" }, Token));

        Assert.Equal("/below/api/files/acme/shop/a%20b/c%3F%23%25.md?lines=1-2", Assert.Single(server.Requests).Target);
    }

    [Fact]
    public async Task Problem_IsTypedTitledAndPlaced()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(
            """{"type":"urn:julie:problem:invalid-query","title":"The query cannot be read","status":400,"detail":"There is no filter langauge.","position":4,"length":8,"traceId":"00-1"}""", 400));
        using JulieClient client = new(server.Address, "k");

        JulieProblemException problem = await Assert.ThrowsAsync<JulieProblemException>(() => client.SearchAsync("foo langauge:go", cancellationToken: Token));

        Assert.Equal((400, ProblemTypes.InvalidQuery, "The query cannot be read", "There is no filter langauge."), (problem.Status, problem.Type, problem.Title, problem.Detail));
        Assert.Equal((4, 8, "00-1", true), (problem.Position, problem.Length, problem.TraceId, problem.HadKey));
        Assert.Equal("The query cannot be read: There is no filter langauge.", problem.Message);
    }

    [Fact]
    public async Task PageOfAProxy_StillHasItsStatus()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json("<html>bad gateway", 502));
        using JulieClient client = new(server.Address, key: null);

        JulieProblemException problem = await Assert.ThrowsAsync<JulieProblemException>(() => client.GetStatusAsync(Token));

        Assert.Equal((502, null, null, false), (problem.Status, problem.Type, problem.Title, problem.HadKey));
    }

    [Fact]
    public async Task TooManyRequests_WaitsAsLongAsTheServiceSays_AndSendsAgain()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json(TooMany, 429, "2"), ScriptedServer.Json(TooMany, 429, "3"), ScriptedServer.Json(Found));
        FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.Zero };
        using JulieClient client = new(server.Address, "k", new() { Time = time });

        Task<Answer<SearchAnswer>> search = client.SearchAsync("x", cancellationToken: Token);
        await UntilAsync(() => server.Requests.Count == 1, time, TimeSpan.Zero);
        await UntilAsync(() => server.Requests.Count == 2, time, TimeSpan.FromSeconds(1));
        await UntilAsync(() => search.IsCompleted, time, TimeSpan.FromSeconds(1));

        Assert.Equal(Found, (await search).Json);
        Assert.Equal(3, server.Requests.Count);
        Assert.True(time.GetUtcNow() - time.Start >= TimeSpan.FromSeconds(5), $"{time.GetUtcNow() - time.Start}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task TooManyRequests_BeyondTheLongestPause_IsThrownWithTheTimeToComeAgain(int longest)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(TooMany, 429, "2"));
        using JulieClient client = new(server.Address, "k", new() { LongestPause = TimeSpan.FromSeconds(longest) });

        JulieProblemException problem = await Assert.ThrowsAsync<JulieProblemException>(() => client.SearchAsync("x", cancellationToken: Token));

        Assert.Equal((429, ProblemTypes.TooManyRequests, TimeSpan.FromSeconds(2)), (problem.Status, problem.Type, problem.RetryAfter));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Stream_GivesEventsAsTheyComeAndSkipsUnknownOnes()
    {
        TaskCompletionSource seen = new();
        await using ScriptedServer server = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync($"event: results\ndata: {Found}\n\nevent: later\ndata: what?\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await seen.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync($"event: more\ndata: {Found}\n\nevent: done\ndata: {Found}\n\n", context.RequestAborted);
        });
        using JulieClient client = new(server.Address, "k");

        List<SearchEventKind> kinds = [];
        await foreach (SearchEvent one in client.StreamSearchAsync("x", new() { Limit = 2 }, Token))
        {
            kinds.Add(one.Kind);
            Assert.Equal("m", one.Answer.Model);
            seen.TrySetResult();
        }

        Assert.Equal([SearchEventKind.Results, SearchEventKind.More, SearchEventKind.Done], kinds);
        Assert.Equal("/api/search/stream?q=x&limit=2", Assert.Single(server.Requests).Target);
    }

    [Fact]
    public async Task StreamThatBreaksOff_IsAFailureAndNoShortAnswer()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json($"event: results\ndata: {Found}\n\n", type: "text/event-stream"));
        using JulieClient client = new(server.Address, "k");

        await Assert.ThrowsAsync<JulieUnreachableException>(async () =>
        {
            await foreach (SearchEvent _ in client.StreamSearchAsync("x", cancellationToken: Token))
            {
            }
        });
    }

    [Fact]
    public async Task OtherServers_AreToldFromNone()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json("<html>hello</html>"));
        using JulieClient client = new(server.Address, "k");
        using Socket unused = new(SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using JulieClient nowhere = new(new Uri($"http://{unused.LocalEndPoint}"), "k");

        await Assert.ThrowsAsync<JulieAnswerException>(() => client.SearchAsync("x", cancellationToken: Token));
        await Assert.ThrowsAsync<JulieAnswerException>(async () => await client.StreamSearchAsync("x", cancellationToken: Token).GetAsyncEnumerator(Token).MoveNextAsync());
        JulieUnreachableException gone = await Assert.ThrowsAsync<JulieUnreachableException>(() => nowhere.SearchAsync("x", cancellationToken: Token));
        Assert.False(gone.TimedOut);
    }

    [Fact]
    public async Task SlowServer_IsGivenUpAndSaidToBeSlow()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using JulieClient client = new(server.Address, "k", new() { Timeout = TimeSpan.FromMilliseconds(200) });

        JulieUnreachableException late = await Assert.ThrowsAsync<JulieUnreachableException>(() => client.GetStatusAsync(Token));

        Assert.True(late.TimedOut);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed_SoThatTheKeyStays()
    {
        await using ScriptedServer other = await ScriptedServer.StartAsync(ScriptedServer.Json(Found));
        await using ScriptedServer server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Redirect(other.Address.ToString());
            return Task.CompletedTask;
        });
        using JulieClient client = new(server.Address, "k");

        JulieProblemException problem = await Assert.ThrowsAsync<JulieProblemException>(() => client.GetStatusAsync(Token));

        Assert.Equal(302, problem.Status);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task ConnectionOfTheCallers_IsUsedAndLeftOpen()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(Found));
        using HttpClient http = new() { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "theirs");
        using (JulieClient client = new(http))
        {
            await client.SearchAsync("x", cancellationToken: Token);
        }

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/", UriKind.Relative), Token)).StatusCode);
        Assert.Equal("Bearer theirs", server.Requests[0].Key);
    }

    private static async Task UntilAsync(Func<bool> reached, FakeTimeProvider time, TimeSpan step)
    {
        while (!reached())
        {
            time.Advance(step);
            await Task.Delay(20, Token);
        }
    }
}
