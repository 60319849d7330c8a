using System.Net;
using System.Net.Http.Json;
using Julie.Contracts.Api;
using Microsoft.AspNetCore.Builder;

namespace Julie.QueryApi.Tests.Http;

/// <summary>Searches without a model: by word, with coverage 0, never outside the caller's grants.</summary>
[Collection("http")]
public sealed class SearchTests(QueryApiHost host, SeededCode code)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Search_BeforeAnySpace_Is503() => Assert.Equal(HttpStatusCode.ServiceUnavailable, code.BeforeSpace);

    [Fact]
    public async Task Search_WithoutModel_FindsByWordAndSaysCoverage0()
    {
        SearchAnswer answer = await SearchAsync(host.Key, "retryLater repo:open");

        Assert.Equal(0, answer.Coverage);
        Assert.Equal("retryLater", answer.Query);
        Assert.Equal("test-model", answer.Model);
        Assert.Equal(["src/Retry.cs", "src/retry.py"], answer.Results.Select(hit => hit.Path).Order(StringComparer.Ordinal));
        SearchResult hit = answer.Results.Single(result => result.Language == "python");
        Assert.Equal(("open", 1, 2, "retry", "function"), (hit.Repository, hit.StartLine, hit.EndLine, hit.Symbol, hit.Kind));
        Assert.StartsWith("def retry_later(job):", hit.Snippet, StringComparison.Ordinal);
        Assert.Equal(40, hit.Commit.Length);
    }

    [Theory]
    [InlineData("retry lang:python repo:open", "open/src/retry.py")]
    [InlineData("retry -lang:python repo:open", "open/src/Retry.cs")]
    [InlineData("retry path:src/*.cs", "open/src/Retry.cs")]
    [InlineData("retry -path:src/** -path:copy.py repo:closed", "closed/secret.py")]
    [InlineData("retry \"raise  notfound('no\" repo:open", "open/src/retry.py")]
    [InlineData("retry \"Throw New NotReady\"", "open/src/Retry.cs")]
    public async Task Search_Filters_LeaveOnePlace(string query, string place)
    {
        SearchAnswer answer = await SearchAsync(host.Key, query);

        Assert.Equal(place, string.Join(' ', answer.Results.Select(hit => $"{hit.Repository}/{hit.Path}")));
    }

    [Fact]
    public async Task Search_OutsideTheGrants_FindsAndCountsNothing()
    {
        string reader = await code.ReaderAsync("op*");

        SearchAnswer secret = await SearchAsync(reader, "albatross");
        SearchAnswer shared = await SearchAsync(reader, "retry_later lang:python");
        SearchAnswer all = await SearchAsync(host.Key, "retry_later lang:python");

        Assert.Empty(secret.Results);
        SearchResult hit = Assert.Single(shared.Results);
        Assert.Equal(("open", 0), (hit.Repository, hit.AlsoIn));
        Assert.Contains(all.Results, result => result.AlsoIn == 1);
    }

    [Fact]
    public async Task Repositories_OutsideTheGrants_AnswerLikeAbsentOnes()
    {
        using HttpClient reader = host.Client(await code.ReaderAsync("open"));

        List<RepositoryStatus>? list = await reader.GetFromJsonAsync<List<RepositoryStatus>>("/api/repositories", Token);
        SystemStatus? status = await reader.GetFromJsonAsync<SystemStatus>("/api/status", Token);
        using HttpResponseMessage hidden = await reader.GetAsync($"/api/repositories/{code.ClosedId}", Token);
        using HttpResponseMessage absent = await reader.GetAsync("/api/repositories/987654321", Token);

        Assert.Equal(code.OpenId, Assert.Single(list!).Id);
        Assert.Equal(code.OpenId, Assert.Single(status!.Repositories).Id);
        Assert.Equal(2, status.Passages.Total);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        Assert.Equal(
            (await QueryApiHost.ProblemAsync(absent)).GetProperty("detail").GetString()!.Replace("987654321", "N", StringComparison.Ordinal),
            (await QueryApiHost.ProblemAsync(hidden)).GetProperty("detail").GetString()!.Replace($"{code.ClosedId}", "N", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Search_Limit_IsKept()
    {
        using HttpClient admin = host.Client(host.Key);

        SearchAnswer? answer = await admin.GetFromJsonAsync<SearchAnswer>("/api/search?q=retry&limit=1", Token);

        Assert.Single(answer!.Results);
    }

    [Theory]
    [InlineData("mode=lexical", 2)]
    [InlineData("mode=LEXICAL&ranking=false", 2)]
    [InlineData("mode=semantic", 0)] // there is no model
    [InlineData("mode=hybrid&ranking=true", 2)]
    public async Task Search_Mode_AsksItsRetrieversOnly(string mode, int results)
    {
        using HttpClient admin = host.Client(host.Key);

        SearchAnswer? answer = await admin.GetFromJsonAsync<SearchAnswer>($"/api/search?q=retryLater repo:open&{mode}", Token);

        Assert.Equal(results, answer!.Results.Count);
    }

    [Theory]
    [InlineData("mode=psychic", "mode=psychic is none")]
    [InlineData("mode=1", "mode=1 is none")]
    [InlineData("ranking=perhaps", "ranking=perhaps is neither")]
    public async Task Search_ModeThatIsNone_Is400(string mode, string said)
    {
        using HttpClient admin = host.Client(host.Key);

        using HttpResponseMessage refused = await admin.GetAsync($"/api/search?q=retry&{mode}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(said, (await QueryApiHost.ProblemAsync(refused)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Search_WorkersThatAreSilent_GoesOnByWordAndHealthSaysWhy()
    {
        await using WebApplication service = await host.StartServiceAsync(
            [
                new("Julie:Embedding:Queries", "worker"),
                new("Julie:Embedding:QueryTimeout", "00:00:00.200"),
                new("ConnectionStrings:rabbitmq", "amqp://julie:no@127.0.0.1:9"), // nobody listens there
            ],
            Token);
        using HttpClient client = new() { BaseAddress = new(service.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", host.Key);

        SearchAnswer? answer = await client.GetFromJsonAsync<SearchAnswer>("/api/search?q=retryLater repo:open", Token);
        using HttpResponseMessage health = await client.GetAsync("/health", Token);

        Assert.Equal((0, 2, "test-model"), (answer!.Coverage, answer.Results.Count, answer.Model));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode); // degraded: what it can do, it does
        Assert.Contains("no worker of space", await health.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("waitFor=0123456", "applied")]
    [InlineData("waitFor=0123456789ABCDEF0123456789abcdef01234567&waitForSeconds=30", "applied")]
    [InlineData("waitFor=fedcba9876543210&waitForSeconds=0", "unknown")]
    [InlineData("waitFor=0123456&waitForSeconds=0.01&waitForVectors=true", "applied")]
    public async Task Search_WaitFor_AnswersAndSaysHowTheWaitEnded(string wait, string state)
    {
        using HttpClient admin = host.Client(host.Key);

        SearchAnswer? answer = await admin.GetFromJsonAsync<SearchAnswer>($"/api/search?q=retry repo:open&{wait}", Token);

        Assert.NotEmpty(answer!.Results);
        Assert.Equal(state, answer.WaitFor!.State);
        Assert.False(answer.WaitFor.Embedded); // without a model nothing has a vector
    }

    [Fact]
    public async Task Search_WaitForOutsideTheGrants_IsAsUnknownAsANumber()
    {
        using HttpClient reader = host.Client(await code.ReaderAsync("no-such-repository"));

        SearchAnswer? hidden = await reader.GetFromJsonAsync<SearchAnswer>("/api/search?q=retry&waitFor=0123456789abcdef&waitForSeconds=0", Token);
        SearchAnswer? none = await reader.GetFromJsonAsync<SearchAnswer>("/api/search?q=retry&waitFor=9876543210abcdef&waitForSeconds=0", Token);

        Assert.Equal(none!.WaitFor! with { Commit = "", Seconds = 0 }, hidden!.WaitFor! with { Commit = "", Seconds = 0 });
        Assert.Equal(("unknown", "0123456789abcdef"), (hidden.WaitFor!.State, hidden.WaitFor.Commit));
    }

    [Theory]
    [InlineData("waitFor=main", "waitFor=main is no commit")]
    [InlineData("waitFor=012345", "7 to 64")]
    [InlineData("waitFor=0123456&waitForSeconds=61", "0 to 60")]
    [InlineData("waitFor=0123456&waitForSeconds=-1", "0 to 60")]
    [InlineData("waitFor=0123456&waitForVectors=maybe", "neither true nor false")]
    [InlineData("waitForSeconds=5", "give waitFor too")]
    public async Task Search_WaitThatCannotBe_IsNamed(string wait, string said)
    {
        using HttpClient admin = host.Client(host.Key);

        using HttpResponseMessage response = await admin.GetAsync($"/api/search?q=retry&{wait}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(said, (await QueryApiHost.ProblemAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<SearchAnswer> SearchAsync(string key, string query)
    {
        using HttpClient client = host.Client(key);
        return (await client.GetFromJsonAsync<SearchAnswer>($"/api/search?q={Uri.EscapeDataString(query)}", Token))!;
    }
}
