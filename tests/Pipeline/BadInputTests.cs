using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

using Julie.Contracts.Api;
using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>Each bad input gets an error that names the input and the remedy, and disturbs nothing else.</summary>
public sealed class BadInputTests(RunningSystem system)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--upload-pack=touch /tmp/julie-was-here", ProblemTypes.InvalidRepositoryUrl)]
    [InlineData("ext::sh -c true", ProblemTypes.InvalidRepositoryUrl)]
    [InlineData("/no/such/folder", ProblemTypes.InvalidRepositoryUrl)]
    [InlineData("https://127.0.0.1/private.git", ProblemTypes.InvalidRepositoryUrl)]
    [InlineData("https://repository.invalid/a/b.git", ProblemTypes.RepositoryUnreachable)]
    public async Task Register_BadUrl_NamesTheInput(string url, string type)
    {
        using var response = await system.Api.PostAsJsonAsync("/api/repositories", new RegisterRepository(url), Token);

        var problem = await ProblemAsync(response);
        Assert.Equal(type, problem.GetProperty("type").GetString());
        Assert.Contains(url, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.False(File.Exists("/tmp/julie-was-here"));
    }

    [Fact]
    public async Task Register_FolderThatIsNoRepository_SaysSo()
    {
        var folder = Directory.CreateTempSubdirectory("julie-plain-").FullName;

        using var response = await system.Api.PostAsJsonAsync("/api/repositories", new RegisterRepository(folder), Token);

        Assert.Contains(folder, (await ProblemAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Directory.Delete(folder);
    }

    [Fact]
    public async Task Register_EmptyRepository_SaysSo()
    {
        using var repository = await SampleRepository.CreateAsync(Token);

        using var response = await system.Api.PostAsJsonAsync("/api/repositories", new RegisterRepository(repository.Folder), Token);

        Assert.Equal(ProblemTypes.RepositoryEmpty, (await ProblemAsync(response)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("langauge:c# retry", "langauge")]
    [InlineData("", "empty")]
    public async Task Search_BadQuery_NamesIt(string query, string named)
    {
        using var response = await system.Api.GetAsync($"/api/search?q={Uri.EscapeDataString(query)}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await ProblemAsync(response);
        Assert.Equal(ProblemTypes.InvalidQuery, problem.GetProperty("type").GetString());
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Search_QueryOfTenThousandCharacters_NamesTheLimit()
    {
        using var response = await system.Api.GetAsync($"/api/search?q={new string('a', 10_000)}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("10000", (await ProblemAsync(response)).GetProperty("detail").GetString()!.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/search?q=retry")]
    [InlineData("/api/repositories")]
    [InlineData("/api/status")]
    [InlineData("/api/no-such-endpoint")]
    public async Task AnyEndpoint_WithoutKey_IsRefused(string address)
    {
        using var stranger = new HttpClient { BaseAddress = system.Api.BaseAddress };

        using var response = await stranger.GetAsync(address, Token);

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.NotFound });
        Assert.True(response.StatusCode == HttpStatusCode.Unauthorized || address == "/api/no-such-endpoint");
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }
}
