using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;

using Julie.Contracts.Api;
using Julie.Tests.Support;

using Npgsql;

namespace Julie.Chaos.Tests.Running;

/// <summary>The product's processes on one database: ingests, workers and the query API, as an orchestrator runs them.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Servers _servers;
    private readonly FleetOptions _options;
    private readonly string _key = $"jl_{RandomNumberGenerator.GetHexString(64, lowercase: true)}";
    private readonly List<(ServiceProcess Process, HttpClient Http)> _all = [];

    private Fleet(Servers servers, string database, FleetOptions options)
    {
        (_servers, Database, _options) = (servers, database, options);
        Folder = Directory.CreateDirectory(Path.Combine(servers.Folder, database)).FullName;
        // No pool: after a restart it would hand out sessions that are gone.
        Index = NpgsqlDataSource.Create(servers.ConnectionString(database) + ";Pooling=false");
    }

    public string Database { get; }

    /// <summary>Logs, and a data directory for each ingest.</summary>
    public string Folder { get; }

    public NpgsqlDataSource Index { get; }

    public IReadOnlyList<(ServiceProcess Process, HttpClient Http)> All => _all;

    public IReadOnlyList<(ServiceProcess Process, HttpClient Http)> Ingests { get; private set; } = [];

    public IReadOnlyList<(ServiceProcess Process, HttpClient Http)> Workers { get; private set; } = [];

    public (ServiceProcess Process, HttpClient Http)? QueryApi { get; private set; }

    public static async Task<Fleet> StartAsync(Servers servers, string database, FleetOptions options, CancellationToken cancellationToken)
    {
        await servers.CreateDatabaseAsync(database, cancellationToken);
        var fleet = new Fleet(servers, database, options);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(fleet.Folder, "admin.key"), fleet._key, cancellationToken);
            fleet.Ingests = [.. Enumerable.Range(1, options.Ingests).Select(i => fleet.Start($"ingest-{i}", "Julie.Ingest"))];
            fleet.Workers = [.. Enumerable.Range(1, options.Workers).Select(i => fleet.Start($"worker-{i}", "Julie.EmbedWorker"))];
            fleet.QueryApi = options.QueryApi ? fleet.Start("query-api", "Julie.QueryApi") : null;
            await fleet.UntilHealthyAsync(cancellationToken);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public async Task UntilHealthyAsync(CancellationToken cancellationToken)
    {
        foreach (var (process, http) in _all)
        {
            await Eventually.TrueAsync($"{process.Name} is healthy (its log: {process.LogFile})", Patience, () => IsHealthyAsync(http, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Registers a repository, or asks for its sync; tries again while a fault lasts.</summary>
    public async Task<RepositoryAccepted> RegisterAsync(string url, string? name, IReadOnlyList<string>? refs, CancellationToken cancellationToken)
    {
        RepositoryAccepted? accepted = null;
        await Eventually.TrueAsync($"{url} is registered", Patience, async () =>
        {
            try
            {
                using var response = await Ingests[0].Http.PostAsJsonAsync("/api/repositories", new RegisterRepository(url, name, refs), cancellationToken);
                accepted = response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<RepositoryAccepted>(cancellationToken) : null;
                return accepted is not null ? null : $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}";
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                return exception.Message;
            }
        }, cancellationToken);
        return accepted!;
    }

    /// <summary>A key that may search the repositories whose names match the pattern.</summary>
    public async Task<HttpClient> ReaderAsync(string pattern, CancellationToken cancellationToken)
    {
        var key = $"jl_{RandomNumberGenerator.GetHexString(64, lowercase: true)}";
        await using var command = Index.CreateCommand(
            """
            with key as (insert into api_key (name, sha256, scopes) values ('reader of ' || $2, sha256(convert_to($1, 'UTF8')), array['search']) returning id)
            insert into access_grant (api_key_id, repository_pattern) select id, $2 from key
            """);
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = pattern });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return Client(QueryApi!.Value.Http.BaseAddress!, key);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_all.Select(async one =>
        {
            await one.Process.DisposeAsync();
            one.Http.Dispose();
        }));
        await Index.DisposeAsync();
    }

    private static async Task<string?> IsHealthyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync("/health", cancellationToken);
            return response.IsSuccessStatusCode ? null : await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return exception.Message;
        }
    }

    private static HttpClient Client(Uri address, string key)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private (ServiceProcess Process, HttpClient Http) Start(string name, string project)
    {
        var address = new Uri($"http://127.0.0.1:{TestPort.Find()}");
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["ConnectionStrings__index"] = _servers.ConnectionString(Database),
            ["ConnectionStrings__rabbitmq"] = _servers.Broker.ToString(),
            ["Julie__Auth__LocalAdminKeyFile"] = Path.Combine(Folder, "admin.key"),
            ["Julie__Embedding__ModelsDirectory"] = _options.Embedding?.ModelsDirectory ?? Path.Combine(RepositoryRoot.Path, "models"),
            ["Julie__Embedding__Model"] = _options.Embedding is null ? null : EmbeddingService.Model,
            ["Julie__Embedding__Remote__Endpoint"] = _options.Embedding?.Address,
            // The model's service knows by it who asks.
            ["Julie__Embedding__Remote__ApiKey"] = name,
            ["Julie__Embedding__Remote__RetryDelay"] = "00:00:00.1",
            ["Julie__Ingest__DataDirectory"] = Path.Combine(Folder, name),
            ["Julie__Ingest__AllowLocalPaths"] = "true",
        };
        foreach (var (setting, value) in _options.Settings)
        {
            environment[setting] = value;
        }

        var one = (ServiceProcess.Start(name, project, Folder, environment), Client(address, _key));
        _all.Add(one);
        return one;
    }
}
