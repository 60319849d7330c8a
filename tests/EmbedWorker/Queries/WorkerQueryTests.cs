using Julie.Contracts;
using Julie.Contracts.Messages;
using Julie.Embedding;
using Julie.Embedding.Queries;
using Julie.EmbedWorker.Queries;
using Julie.EmbedWorker.Spaces;
using Julie.EmbedWorker.Tests.Support;
using Julie.Index.Spaces;
using Julie.LocalServers;
using Julie.QueryApi.Search;
using Julie.ServiceDefaults.Bus;

using MassTransit;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Julie.EmbedWorker.Tests.Queries;

/// <summary>A search's host asks a worker for a query's vector, over a real RabbitMQ.</summary>
public sealed class WorkerQueryTests : IAsyncLifetime
{
    private const long SpaceId = 7;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("julie-worker-query-");
    private readonly FakeEmbedder embedder = new() { Side = EmbedSide.Query };
    private LocalRabbitMq rabbit = null!;
    private IHost worker = null!;
    private IHost search = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IQueryModel Model => search.Services.GetRequiredService<IQueryModel>();

    public async ValueTask InitializeAsync()
    {
        rabbit = await LocalRabbitMq.StartAsync(new() { DataDirectory = folder.FullName }, Token);
        worker = Build(services => services
            .AddSingleton<IQueryModel>(new DirectModel(embedder))
            .AddSingleton<QueryEmbedder>()
            .AddSingleton<WorkerReadiness>()
            .AddSingleton<QueryHandler>()
            .AddHostedService<QueryService>());
        search = Build(services => services.AddSingleton(TimeProvider.System).AddSingleton<IQueryModel, WorkerQueryModel>());
        await worker.StartAsync(Token);
        await search.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { search, worker })
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        await rabbit.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task EmbedAsync_Worker_AnswersWithTheVectorOfItsSpaceAndNobodyElse()
    {
        // No worker yet: silence, then no waiting for more of it.
        var silence = await Assert.ThrowsAsync<ModelUnavailableException>(() => Model.EmbedAsync(SpaceId, "too early", Token));
        Assert.Contains($"no worker of space {SpaceId}", silence.Message);

        worker.Services.GetRequiredService<WorkerReadiness>().Set(new ReadyWorker(embedder, new Space(SpaceId, "fake", 1, 1, "active", "space_7")));
        var vector = await UntilAnsweredAsync("twelve chars");
        Assert.Equal([12f], vector);
        Assert.Equal(-1, embedder.Priorities[^1]);

        // What the model cannot embed is the query's own fault, and said so.
        var poison = await Assert.ThrowsAsync<EmbeddingException>(() => Model.EmbedAsync(SpaceId, "poison", Token));
        Assert.Contains("cannot be embedded", poison.Message);
        embedder.Outage = 1;
        var away = await Assert.ThrowsAsync<ModelUnavailableException>(() => Model.EmbedAsync(SpaceId, "away", Token));
        Assert.Contains("the service is away", away.Message);

        // Law 9: asked for another space by mistake, the worker says so instead of answering.
        var client = search.Services.GetRequiredService<IBus>().CreateClientFactory()
            .CreateRequestClient<EmbedQuery>(QueueAddress.Of(Contracts.Messages.Queues.EmbedQuery(SpaceId)), TimeSpan.FromSeconds(20));
        var other = await client.GetResponse<QueryEmbedded, QueryNotEmbedded>(new EmbedQuery(99, "text"), Token);
        Assert.True(other.Is(out Response<QueryNotEmbedded>? not));
        Assert.Equal((SpaceId, false), (not.Message.SpaceId, not.Message.QueryAtFault));

        // Many at a time, each its own.
        var many = await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Model.EmbedAsync(SpaceId, new string('x', i), Token)));
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (float)i), many.Select(one => one[0]));
    }

    private async Task<float[]> UntilAnsweredAsync(string text)
    {
        while (true)
        {
            try
            {
                return await Model.EmbedAsync(SpaceId, text, Token);
            }
            catch (ModelUnavailableException)
            {
                await Task.Delay(100, Token);
            }
        }
    }

    private IHost Build(Action<IServiceCollection> register)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:rabbitmq", rabbit.Uri.AbsoluteUri)]);
        builder.Services.AddOptions<EmbeddingOptions>().Configure(options => (options.QueryTimeout, options.QueryCache) = (TimeSpan.FromSeconds(2), 0));
        builder.AddMessageBus();
        register(builder.Services);
        return builder.Build();
    }

    private sealed class DirectModel(IEmbedder embedder) : IQueryModel
    {
        public async Task<float[]> EmbedAsync(long space, string text, CancellationToken cancellationToken)
            => (await embedder.EmbedAsync([text], EmbedSide.Query, -1, cancellationToken))[0].ToArray();
    }
}
