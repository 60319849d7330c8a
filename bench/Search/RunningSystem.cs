using Julie.Bench.Support;
using Julie.Embedding;
using Julie.Index.Segments;
using Julie.Index.Spaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
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

    public ListReader Lists { get; } = new(Options.Create(new ListCacheOptions()));

    public Space Space { get; }

    public IEmbedder Embedder { get; }

    public static async Task<RunningSystem> ConnectAsync()
    {
        var installation = await Installation.ReadAsync();
        var builder = new NpgsqlDataSourceBuilder(installation.Postgres + ";Command Timeout=0;Max Auto Prepare=100;No Reset On Close=true");
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
        return new RunningSystem(installation.Client(), index, space, services, await services.GetRequiredService<EmbedderSource>().GetAsync(CancellationToken.None));
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
        Lists.Dispose();
        await Index.DisposeAsync();
        await _services.DisposeAsync();
    }
}
