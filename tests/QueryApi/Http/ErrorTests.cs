using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Julie.Contracts.Api;

namespace Julie.QueryApi.Tests.Http;

/// <summary>Every error is problem details with a stable type and words that help.</summary>
[Collection("http")]
public sealed class ErrorTests(QueryApiHost host)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("q=", "empty")]
    [InlineData("", "empty")]
    [InlineData("q=langauge%3Ago%20x", "Did you mean language:?")]
    [InlineData("q=a%00b", "U+0000")]
    [InlineData("q=lang%3Ago", "filters only")]
    [InlineData("q=x&limit=0", "limit=0")]
    [InlineData("q=x&limit=101", "limit=101")]
    [InlineData("q=x&limit=many", "limit=many")]
    public async Task Search_BadQuery_Is400AndNamesIt(string parameters, string named)
    {
        using HttpClient admin = host.Client(host.Key);
        using HttpResponseMessage response = await admin.GetAsync($"/api/search?{parameters}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = await QueryApiHost.ProblemAsync(response);
        Assert.Equal(ProblemTypes.InvalidQuery, problem.GetProperty("type").GetString());
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/search?q=retry&ref=%00", "ref")]
    [InlineData("/api/search/stream?q=retry&ref=a%00b", "ref")]
    [InlineData("/api/symbols?q=retry&ref=%00", "ref")]
    [InlineData("/api/deliveries?repository=%00", "repository")]
    [InlineData("/api/audit?action=%00", "action")]
    [InlineData("/api/files/open/src/retry.py?ref=%00", "ref")]
    [InlineData("/api/similar?file=open/src/%00", "file")]
    [InlineData("/api/repositories/1/files?path=%00", "path")]
    public async Task Parameter_WithANulCharacter_Is400AndNamesIt(string address, string named)
    {
        using HttpClient admin = host.Client(host.Key);
        using HttpResponseMessage response = await admin.GetAsync(address, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = await QueryApiHost.ProblemAsync(response);
        Assert.Equal(ProblemTypes.BadRequest, problem.GetProperty("type").GetString());
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("漢")]
    public async Task Search_TenThousandCharacters_NamesLengthAndLimit(string character)
    {
        using HttpClient admin = host.Client(host.Key);
        string query = string.Concat(Enumerable.Repeat(character, 10_000));
        using HttpResponseMessage response = await admin.GetAsync($"/api/search?q={Uri.EscapeDataString(query)}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        string? detail = (await QueryApiHost.ProblemAsync(response)).GetProperty("detail").GetString();
        Assert.Contains("10000", detail, StringComparison.Ordinal);
        Assert.Contains("2000", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/no-such-endpoint", 404, ProblemTypes.NotFound)]
    [InlineData("GET", "/api/repositories/99999999", 404, ProblemTypes.NotFound)]
    [InlineData("GET", "/api/repositories/abc", 404, ProblemTypes.NotFound)]
    [InlineData("GET", "/api/syncs/99999999", 404, ProblemTypes.NotFound)]
    [InlineData("PUT", "/api/repositories", 405, ProblemTypes.MethodNotAllowed)]
    [InlineData("DELETE", "/api/status", 405, ProblemTypes.MethodNotAllowed)]
    public async Task WrongAddressOrMethod_IsAProblem(string method, string address, int status, string type)
    {
        using HttpClient admin = host.Client(host.Key);
        using HttpRequestMessage request = new(new HttpMethod(method), address);
        using HttpResponseMessage response = await admin.SendAsync(request, Token);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, (await QueryApiHost.ProblemAsync(response)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("{", "application/json", 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("", "application/json", 400)]
    [InlineData("{\"url\":\"https://example.org/a\"}", "text/plain", 415)]
    public async Task Register_BodyThatIsNone_IsAProblem(string body, string type, int status)
    {
        using HttpClient admin = host.Client(host.Key);
        using StringContent content = new(body, Encoding.UTF8, type);
        using HttpResponseMessage response = await admin.PostAsync("/api/repositories", content, Token);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(ProblemTypes.BadRequest, (await QueryApiHost.ProblemAsync(response)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Register_Accepted_PassesBodyAndKeyOnAndPointsAtTheSync()
    {
        host.Ingest.Answer = (202, "application/json", """{"repositoryId":5,"name":"shop","created":false,"syncId":17}""");
        using HttpClient admin = host.Client(host.Key);
        using HttpResponseMessage response = await admin.PostAsJsonAsync("/api/repositories", new RegisterRepository("https://example.org/shop", "shop"), Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/api/syncs/17", response.Headers.Location?.ToString());
        Assert.Equal(new RepositoryAccepted(5, "shop", false, 17), await response.Content.ReadFromJsonAsync<RepositoryAccepted>(Token));
        Assert.Equal($"Bearer {host.Key}", host.Ingest.Key);
        Assert.Contains("https://example.org/shop", host.Ingest.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_ProblemOfIngest_GoesThroughAsItIs()
    {
        host.Ingest.Answer = (400, "application/problem+json", $$"""{"type":"{{ProblemTypes.RepositoryEmpty}}","title":"Empty","status":400,"detail":"/srv/x has no commit yet"}""");
        using HttpClient admin = host.Client(host.Key);
        using HttpResponseMessage response = await admin.PostAsJsonAsync("/api/repositories", new RegisterRepository("/srv/x"), Token);

        JsonElement problem = await QueryApiHost.ProblemAsync(response);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(ProblemTypes.RepositoryEmpty, problem.GetProperty("type").GetString());
        Assert.Equal("/srv/x has no commit yet", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Register_IngestGone_Is503()
    {
        host.Ingest.Answer = (0, "", "");
        using HttpClient admin = host.Client(host.Key);
        using HttpResponseMessage response = await admin.PostAsJsonAsync("/api/repositories", new RegisterRepository("https://example.org/a"), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(ProblemTypes.Unavailable, (await QueryApiHost.ProblemAsync(response)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Health_WithoutModel_IsDegradedAndSaysWhy()
    {
        using HttpClient stranger = host.Client(null);
        JsonElement health = await stranger.GetFromJsonAsync<JsonElement>("/health", Token);

        Assert.Equal("Degraded", health.GetProperty("status").GetString());
        Assert.Contains("no-such-model", health.GetProperty("checks").GetProperty("model").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_DescribesEveryAddress()
    {
        using HttpClient admin = host.Client(host.Key);
        JsonElement document = await admin.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Token);

        string[] paths = [.. document.GetProperty("paths").EnumerateObject().Select(path => path.Name)];
        Assert.Equivalent(
            new[] { "/api/search", "/api/search/stream", "/api/symbols", "/api/files/{address}", "/api/similar", "/api/languages", "/api/repositories", "/api/repositories/{id}", "/api/repositories/{id}/refs", "/api/repositories/{id}/files", "/api/syncs/{id}", "/api/doctor", "/api/deliveries", "/api/deliveries/{id}", "/api/deliveries/{id}/replay", "/api/status", "/api/session",
                "/api/keys", "/api/keys/{key}", "/api/keys/{key}/rotate", "/api/grants", "/api/grants/{id}", "/api/grants/hosts", "/api/audit" }, paths, strict: true);
    }

    [Fact]
    public async Task OpenApi_Searches_HaveExamples()
    {
        using HttpClient admin = host.Client(host.Key);
        JsonElement document = await admin.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Token);

        foreach (string path in (string[])["/api/search", "/api/search/stream", "/api/symbols", "/api/files/{address}", "/api/similar"])
        {
            JsonElement operation = document.GetProperty("paths").GetProperty(path).GetProperty("get");
            Assert.All(operation.GetProperty("parameters").EnumerateArray(), parameter => Assert.NotEmpty(parameter.GetProperty("description").GetString()!));
            Assert.Contains(operation.GetProperty("parameters").EnumerateArray(), parameter => parameter.TryGetProperty("example", out _));
            Assert.True(operation.GetProperty("responses").TryGetProperty("400", out _));
        }
    }
}
