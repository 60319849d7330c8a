using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

using Julie.Contracts.Api;
using Julie.Tests.Support;

using Npgsql;

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
            (await absent.Content.ReadAsStringAsync(Token)).Replace("999999999", "ID", StringComparison.Ordinal).Split("traceId")[0],
            (await hidden.Content.ReadAsStringAsync(Token)).Replace($"{secretSync.RepositoryId}", "ID", StringComparison.Ordinal).Split("traceId")[0]);
        Assert.Equal(HttpStatusCode.Forbidden, register.StatusCode);
    }

    private static async Task<SampleRepository> RepositoryAsync(string name, string code)
    {
        var repository = await SampleRepository.CreateAsync(Token);
        repository.Write($"{name}.py", code);
        await repository.CommitAsync("first", Token);
        return repository;
    }

    private async Task<HttpClient> ClientAsync(string pattern)
    {
        var key = "jl_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var dataSource = NpgsqlDataSource.Create(system.Endpoints.Postgres);
        await using var command = dataSource.CreateCommand(
            """
            with key as (
              insert into api_key (name, sha256, scopes) values ('reader ' || gen_random_uuid(), $1, array['search']) returning id)
            insert into access_grant (api_key_id, repository_pattern) select id, $2 from key
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = SHA256.HashData(Encoding.UTF8.GetBytes(key)) });
        command.Parameters.Add(new NpgsqlParameter { Value = pattern });
        await command.ExecuteNonQueryAsync(Token);
        var client = new HttpClient { BaseAddress = system.Api.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
