using System.Net.Http.Headers;
using System.Text.Json;
using Julie.Embedding;
using Julie.Index.Spaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Julie.Bench.Search;

/// <summary>What <c>./julie up --detach</c> started (JULIE_HOME, by default .julie), and the model of its active space.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private RunningSystem(HttpClient api, NpgsqlDataSource index, Space space, ServiceProvider services, IEmbedder embedder) =>
        (Api, Index, Space, _services, Embedder) = (api, index, space, services, embedder);

    public HttpClient Api { get; }

    public NpgsqlDataSource Index { get; }

    public Space Space { get; }

    public IEmbedder Embedder { get; }

    public static async Task<RunningSystem> ConnectAsync()
    {
        var home = Environment.GetEnvironmentVariable("JULIE_HOME") ?? Path.GetFullPath(".julie");
        using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(home, "endpoints.json")));
        var api = new HttpClient { BaseAddress = new Uri(endpoints.RootElement.GetProperty("queryApi").GetString()!) };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(home, "admin.key"))).Trim());

        var builder = new NpgsqlDataSourceBuilder(endpoints.RootElement.GetProperty("postgres").GetString()! + ";Command Timeout=0;Max Auto Prepare=100");
        builder.UseVector();
        var index = builder.Build();
        var space = await new SpaceCatalog(index).FindActiveAsync(CancellationToken.None)
            ?? throw new InvalidOperationException("The index has no space yet: ./julie up --detach");

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{EmbeddingOptions.Section}:Model"] = space.Model,
            [$"{EmbeddingOptions.Section}:ModelsDirectory"] = Path.GetFullPath("models"),
        }).Build();
        var services = new ServiceCollection().AddLogging().AddEmbedding(configuration).BuildServiceProvider();
        return new RunningSystem(api, index, space, services, await services.GetRequiredService<EmbedderSource>().GetAsync(CancellationToken.None));
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Index.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Index.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Index.DisposeAsync();
        await _services.DisposeAsync();
    }
}
