using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Julie.Contracts.Api;

namespace Julie.QueryApi.Tests.Http;

/// <summary>Deny by default, the page's sign-in, and what strangers get.</summary>
[Collection("http")]
public sealed class AccessTests(QueryApiHost host)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/search?q=x")]
    [InlineData("GET", "/api/repositories")]
    [InlineData("GET", "/api/repositories/1")]
    [InlineData("GET", "/api/repositories/1/files")]
    [InlineData("POST", "/api/repositories")]
    [InlineData("GET", "/api/syncs/1")]
    [InlineData("GET", "/api/status")]
    [InlineData("GET", "/api/session")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/no-such-address")]
    public async Task WithoutKey_IsRefused(string method, string address)
    {
        using HttpClient stranger = host.Client(null);
        using HttpRequestMessage request = new(new HttpMethod(method), address);
        using HttpResponseMessage response = await stranger.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(ProblemTypes.Unauthorized, (await QueryApiHost.ProblemAsync(response)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task WithoutKey_PageAndHealthAnswer()
    {
        using HttpClient stranger = host.Client(null);

        foreach (string address in (string[])["/", "/early.js", "/css/base.css", "/js/app.js", "/favicon.svg", "/alive"])
        {
            using HttpResponseMessage response = await stranger.GetAsync(address, Token);
            Assert.True(response.IsSuccessStatusCode, $"{address}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/status")]
    [InlineData("/api/no-such-endpoint")]
    public async Task EveryAnswer_HasSecurityHeaders(string address)
    {
        using HttpClient admin = host.Client(host.Key);
        using HttpResponseMessage response = await admin.GetAsync(address, Token);

        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("search", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("ingest", HttpStatusCode.Forbidden, HttpStatusCode.Accepted)]
    [InlineData(null, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    public async Task KeyOfOneScope_MayDoOnlyThat(string? scope, HttpStatusCode list, HttpStatusCode register)
    {
        host.Ingest.Answer = (202, "application/json", """{"repositoryId":1,"name":"a","created":true,"syncId":2}""");
        using HttpClient client = host.Client(await host.NewKeyAsync(scope is null ? [] : [scope]));

        using HttpResponseMessage listed = await client.GetAsync("/api/repositories", Token);
        using HttpResponseMessage registered = await client.PostAsJsonAsync("/api/repositories", new RegisterRepository("https://example.org/a"), Token);

        host.Ingest.Answer = (204, "text/plain", "");
        using HttpResponseMessage removed = await client.DeleteAsync("/api/repositories/1", Token);

        Assert.Equal(list, listed.StatusCode);
        Assert.Equal(register, registered.StatusCode);
        Assert.Equal(register == HttpStatusCode.Accepted ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden, removed.StatusCode);
    }

    [Fact]
    public async Task Session_KnownKey_SetsACookieThatScriptsCannotReadAndThatWorks()
    {
        using HttpClient browser = host.Client(null);
        using HttpResponseMessage signedIn = await browser.PostAsJsonAsync("/api/session", new { key = host.Key }, Token);
        string cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        JsonElement session = await browser.GetFromJsonAsync<JsonElement>("/api/session", Token);

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["admin"], session.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        using HttpResponseMessage signedOut = await browser.DeleteAsync("/api/session", Token);
        Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(signedOut.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"key":"jl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("""{"key":""}""")]
    [InlineData("""{"key":null}""")]
    [InlineData("{}")]
    public async Task Session_AnyOtherKey_IsRefusedAlike(string body)
    {
        using HttpClient browser = host.Client(null);
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await browser.PostAsync("/api/session", content, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Equal("This key is not known", (await QueryApiHost.ProblemAsync(response)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Session_FormOfAnotherPage_IsNotRead()
    {
        using HttpClient browser = host.Client(null);
        using StringContent content = new($$"""{"key":"{{host.Key}}"}""", System.Text.Encoding.UTF8, "text/plain");
        using HttpResponseMessage response = await browser.PostAsync("/api/session", content, Token);

        // no endpoint takes this type, and what is no endpoint needs a key
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }
}
