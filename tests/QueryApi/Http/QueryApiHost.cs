using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Julie.LocalServers;
using Julie.QueryApi.Tests.Http;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

[assembly: AssemblyFixture(typeof(QueryApiHost))]

namespace Julie.QueryApi.Tests.Http;

/// <summary>
/// The service as Program.cs builds it, on a port of its own, over a private PostgreSQL. Its model is missing on purpose:
/// tests/Pipeline has the whole with a model, this has what happens without.
/// </summary>
public sealed class QueryApiHost : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("julie-query-tests-").FullName;
    private LocalPostgres? postgres;
    private WebApplication? app;

    public string Key { get; } = ApiKey.New();

    public Uri Address => new(app!.Urls.First());

    public IServiceProvider Services => app!.Services;

    /// <summary>What ingest answers; null: nothing listens.</summary>
    internal CannedIngest Ingest { get; } = new();

    public async ValueTask InitializeAsync()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        postgres = await LocalPostgres.StartAsync(new() { DataDirectory = Path.Combine(folder, "postgres"), Throwaway = true }, ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "admin.key"), Key, ct);
        await Ingest.StartAsync(ct);
        app = await StartServiceAsync([], ct);
    }

    /// <summary>Another one over the same index, configured a little otherwise; the caller disposes it.</summary>
    public async Task<WebApplication> StartServiceAsync(IEnumerable<KeyValuePair<string, string?>> settings, CancellationToken ct)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:index"] = postgres!.ConnectionString("postgres"),
            ["Julie:Auth:LocalAdminKeyFile"] = Path.Combine(folder, "admin.key"),
            ["Julie:Embedding:Model"] = "no-such-model",
            ["Julie:Embedding:ModelsDirectory"] = folder,
            ["services:ingest:http:0"] = Ingest.Address,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddServiceDefaults();
        builder.AddQueryApi();
        WebApplication service = builder.Build();
        service.UsePage();
        service.MapDefaultEndpoints();
        service.MapQueryApi();
        await service.StartAsync(ct);
        return service;
    }

    /// <summary>How to connect to a new, empty database beside the one that the others share.</summary>
    public async Task<string> NewDatabaseAsync(string name)
    {
        await using NpgsqlCommand create = Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return postgres!.ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        await Ingest.DisposeAsync();
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A client with this key; with none it is a stranger.</summary>
    public HttpClient Client(string? key)
    {
        HttpClient client = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    /// <summary>A new key with these scopes and no grants.</summary>
    public async Task<string> NewKeyAsync(params string[] scopes)
    {
        string key = ApiKey.New();
        await using NpgsqlCommand command = Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "insert into api_key (name, sha256, scopes) values (@name, @sha256, @scopes)");
        command.Parameters.AddWithValue("name", "test " + Convert.ToHexString(RandomNumberGenerator.GetBytes(6)));
        command.Parameters.AddWithValue("sha256", ApiKey.Hash(key));
        command.Parameters.AddWithValue("scopes", scopes);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return key;
    }

    /// <summary>The problem that a response carries; every error of the API is one.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.StartsWith("urn:julie:problem:", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", problem.ToString(), StringComparison.Ordinal);
        return problem;
    }
}
