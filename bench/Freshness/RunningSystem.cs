using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Julie.Bench.Support;
using Julie.Contracts.Api;

using Npgsql;

namespace Julie.Bench.Freshness;

/// <summary>What <c>./julie up --detach</c> started, over HTTP as a host and a user see it.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    private readonly byte[] secret;

    private RunningSystem(string home, HttpClient api, HttpClient hooks, NpgsqlDataSource index, byte[] secret) =>
        (Home, Api, Hooks, Index, this.secret) = (home, api, hooks, index, secret);

    public string Home { get; }

    public HttpClient Api { get; }

    public HttpClient Hooks { get; }

    public NpgsqlDataSource Index { get; }

    public static async Task<RunningSystem> ConnectAsync()
    {
        var secret = Environment.GetEnvironmentVariable("Julie__Hooks__github__Secret")
            ?? throw new BenchmarkException("Set Julie__Hooks__github__Secret, and start the system with the same: Julie__Hooks__github__Secret=bench ./julie up --detach");
        var installation = await Installation.ReadAsync();
        var hooks = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = installation.Ingest, Timeout = TimeSpan.FromMinutes(2) };
        return new RunningSystem(installation.Home, installation.Client(), hooks, NpgsqlDataSource.Create(installation.Postgres), Encoding.UTF8.GetBytes(secret));
    }

    /// <summary>Registers a repository; waits until it is searchable by its vectors, unless told otherwise.</summary>
    public async Task<SyncStatus?> IndexAsync(string url, string name, bool wait = true, IReadOnlyList<string>? refs = null)
    {
        using var response = await Api.PostAsJsonAsync("/api/repositories", new RegisterRepository(url, name, refs));
        if (!response.IsSuccessStatusCode)
        {
            throw new BenchmarkException($"{url}: {await response.Content.ReadAsStringAsync()}");
        }

        var accepted = await response.Content.ReadFromJsonAsync<RepositoryAccepted>();
        return wait ? await SyncedAsync(accepted!.SyncId) : null;
    }

    /// <summary>The sync, or the one that superseded it, once it is complete.</summary>
    public async Task<SyncStatus> SyncedAsync(long id)
    {
        while (true)
        {
            var sync = (await Api.GetFromJsonAsync<SyncStatus>($"/api/syncs/{id}"))!;
            if (sync is { State: "superseded", SupersededBy: { } next })
            {
                id = next;
                continue;
            }

            if (sync.State == "failed" || sync.Complete)
            {
                return sync.Complete ? sync : throw new BenchmarkException($"{sync.Repository}: {sync.Error}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Paths of the default ref that a search can find: not what is vendored, generated or too large.</summary>
    public async Task<IReadOnlyList<string>> IndexedFilesAsync(string repository)
    {
        await using var command = Index.CreateCommand(
            """
            select t.path from repository r join ref f on f.repository_id = r.id and f.is_default join tree_entry t on t.ref_id = f.id
            where r.name = $1 and t.state = 'indexed' and t.flags & 12 = 0 order by t.path
            """);
        command.Parameters.Add(new() { Value = repository });
        await using var reader = await command.ExecuteReaderAsync();
        var paths = new List<string>();
        while (await reader.ReadAsync())
        {
            paths.Add(reader.GetString(0));
        }

        return paths;
    }

    /// <summary>A push as GitHub tells of it.</summary>
    public HttpRequestMessage Push(Origin origin, string commit, string? reference = null)
    {
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            @ref = reference ?? origin.Branch,
            after = commit,
            repository = new { full_name = "bench/origin", clone_url = origin.Url, default_branch = origin.Branch["refs/heads/".Length..] },
        }));
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/hooks/github") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, body)));
        return request;
    }

    public async Task<DeliveryAccepted> SendAsync(Origin origin, string commit, string? reference = null)
    {
        using var request = Push(origin, commit, reference);
        using var response = await Hooks.SendAsync(request);
        return response.StatusCode == HttpStatusCode.Accepted
            ? (await response.Content.ReadFromJsonAsync<DeliveryAccepted>())!
            : throw new BenchmarkException($"the delivery was answered with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    public async Task<SearchAnswer> SearchAsync(string query, string commit, bool vectors) =>
        (await Api.GetFromJsonAsync<SearchAnswer>(
            $"/api/search?limit=5&q={Uri.EscapeDataString(query)}&waitFor={commit}&waitForSeconds=60{(vectors ? "&waitForVectors=true" : "")}"))!;

    public async Task<long> CountAsync(string sql, params object[] parameters)
    {
        await using var command = Index.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Hooks.Dispose();
        await Index.DisposeAsync();
    }

}
