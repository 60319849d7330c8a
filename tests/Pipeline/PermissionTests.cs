using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

using Julie.Contracts.Api;
using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>Law 4: a caller sees only what its grants name, and an unreadable repository answers like an absent one.</summary>
public sealed class PermissionTests(RunningSystem system)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeyWithGrantOfOneRepository_SeesOnlyThatOne()
    {
        using var open = await RepositoryAsync("open", "def shared_albatross_helper():\n    return 'open'\n");
        using var secret = await RepositoryAsync("secret", "def shared_albatross_helper():\n    return 'classified'\n");
        var openSync = await system.IndexAsync(open.Folder, Token, "grants-open");
        var secretSync = await system.IndexAsync(secret.Folder, Token, "grants-secret");
        using var reader = await ClientAsync("grants-open");

        var answer = await reader.GetFromJsonAsync<SearchAnswer>("/api/search?q=shared_albatross_helper", Token);
        var repositories = await reader.GetFromJsonAsync<List<RepositoryStatus>>("/api/repositories", Token);
        using var hidden = await reader.GetAsync($"/api/repositories/{secretSync.RepositoryId}", Token);
        using var absent = await reader.GetAsync("/api/repositories/999999999", Token);
        using var run = await reader.GetAsync($"/api/syncs/{secretSync.Id}", Token);
        using var register = await reader.PostAsJsonAsync("/api/repositories", new RegisterRepository(open.Folder), Token);

        Assert.All(answer!.Results, hit => Assert.Equal("grants-open", hit.Repository));
        Assert.NotEmpty(answer.Results);
        Assert.Equal(openSync.RepositoryId, Assert.Single(repositories!).Id);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, run.StatusCode);
        Assert.Equal(
            (await absent.Content.ReadAsStringAsync(Token)).Replace(" 999999999 ", " ID ", StringComparison.Ordinal).Split("traceId")[0],
            (await hidden.Content.ReadAsStringAsync(Token)).Replace($" {secretSync.RepositoryId} ", " ID ", StringComparison.Ordinal).Split("traceId")[0]);
        Assert.Equal(HttpStatusCode.Forbidden, register.StatusCode);
    }

    [Fact]
    public async Task KeyForIngest_RegistersWhatItsGrantsCover_AndCannotTakeWhatTheyDoNot()
    {
        using var mine = await RepositoryAsync("mine", "x = 'mine'\n");
        using var secret = await RepositoryAsync("classified", "x = 'classified'\n");
        var secretSync = await system.IndexAsync(secret.Folder, Token, "grants-classified");
        using var writer = await ClientAsync("team-w/*", "search", "ingest");

        using var granted = await writer.PostAsJsonAsync("/api/repositories", new RegisterRepository(mine.Folder, "team-w/mine"), Token);
        using var outside = await writer.PostAsJsonAsync("/api/repositories", new RegisterRepository(mine.Folder, "elsewhere/mine"), Token);
        using var renamed = await writer.PostAsJsonAsync("/api/repositories", new RegisterRepository(secret.Folder, "team-w/taken"), Token);
        using var synced = await writer.PostAsJsonAsync("/api/repositories", new RegisterRepository(secret.Folder), Token);
        using var tracked = await writer.PatchAsJsonAsync($"/api/repositories/{secretSync.RepositoryId}", new UpdateRepository(["*"]), Token);
        var status = await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{secretSync.RepositoryId}", Token);
        var audit = await system.Api.GetFromJsonAsync<List<AuditEvent>>("/api/audit?action=repository.register&limit=500", Token);

        Assert.Equal(HttpStatusCode.Accepted, granted.StatusCode);
        Assert.All([outside, renamed, synced], refused => Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, tracked.StatusCode);
        Assert.Equal("grants-classified", status!.Name);
        Assert.Equal("grants-classified", (await system.Api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{secretSync.RepositoryId}", Token))!.Name);
        // alike, but for the address that was sent
        Assert.Equal(
            (await outside.Content.ReadAsStringAsync(Token)).Replace(mine.Folder, "URL", StringComparison.Ordinal).Split("traceId")[0],
            (await renamed.Content.ReadAsStringAsync(Token)).Replace(secret.Folder, "URL", StringComparison.Ordinal).Split("traceId")[0]);
        var written = Assert.Single(audit!, e => e.Target.StartsWith("repository team-w/mine (", StringComparison.Ordinal));
        Assert.StartsWith("key reader ", written.Actor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_NeedsTheScopeAndTheGrant_AndIsWrittenDown()
    {
        using var mine = await RepositoryAsync("leaving", "def leaving_pelican():\n    return 1\n");
        using var secret = await RepositoryAsync("remaining", "def remaining_pelican():\n    return 2\n");
        var mineSync = await system.IndexAsync(mine.Folder, Token, "team-r/leaving");
        var secretSync = await system.IndexAsync(secret.Folder, Token, "team-s/remaining");
        using var reader = await ClientAsync("team-r/*");
        using var writer = await ClientAsync("team-r/*", "search", "ingest");
        using var stranger = new HttpClient { BaseAddress = system.Api.BaseAddress };
        var address = $"/api/repositories/{mineSync.RepositoryId}";

        using var nobody = await stranger.DeleteAsync(address, Token);
        using var reading = await reader.DeleteAsync(address, Token);
        using var hidden = await writer.DeleteAsync($"/api/repositories/{secretSync.RepositoryId}", Token);
        using var absent = await writer.DeleteAsync("/api/repositories/999999999", Token);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (nobody.StatusCode, reading.StatusCode));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (hidden.StatusCode, absent.StatusCode));
        Assert.Equal(
            (await absent.Content.ReadAsStringAsync(Token)).Replace(" 999999999 ", " ID ", StringComparison.Ordinal).Split("traceId")[0],
            (await hidden.Content.ReadAsStringAsync(Token)).Replace($" {secretSync.RepositoryId} ", " ID ", StringComparison.Ordinal).Split("traceId")[0]);
        Assert.NotEmpty((await system.SearchAsync("team-s/remaining", "remaining_pelican", Token)).Results);
        Assert.NotEmpty((await system.SearchAsync("team-r/leaving", "leaving_pelican", Token)).Results);

        using var removed = await writer.DeleteAsync(address, Token);
        using var again = await writer.DeleteAsync(address, Token);
        using var gone = await system.Api.GetAsync(address, Token);
        using var run = await system.Api.GetAsync($"/api/syncs/{mineSync.Id}", Token);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, again.StatusCode));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (gone.StatusCode, run.StatusCode));
        Assert.DoesNotContain((await system.Api.GetFromJsonAsync<SearchAnswer>("/api/search?q=leaving_pelican", Token))!.Results, hit => hit.Repository == "team-r/leaving");
        var audit = await system.Api.GetFromJsonAsync<List<AuditEvent>>("/api/audit?action=repository.remove&limit=500", Token);
        Assert.StartsWith("key reader ", Assert.Single(audit!, e => e.Target == $"repository team-r/leaving ({mineSync.RepositoryId})").Actor, StringComparison.Ordinal);
    }

    private static async Task<SampleRepository> RepositoryAsync(string name, string code)
    {
        var repository = await SampleRepository.CreateAsync(Token);
        repository.Write($"{name}.py", code);
        await repository.CommitAsync("first", Token);
        return repository;
    }

    private async Task<HttpClient> ClientAsync(string pattern, params string[] scopes)
    {
        using var made = await system.Api.PostAsJsonAsync(
            "/api/keys", new CreateKey($"reader {Guid.NewGuid():N}", scopes.Length == 0 ? ["search"] : scopes, [pattern]), Token);
        made.EnsureSuccessStatusCode();
        var client = new HttpClient { BaseAddress = system.Api.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await made.Content.ReadFromJsonAsync<IssuedKey>(Token))!.Secret);
        return client;
    }
}
