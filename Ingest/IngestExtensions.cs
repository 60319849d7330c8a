using Julie.Contracts.Messages;
using Julie.Ingest.Api;
using Julie.Ingest.Chunking.Symbols;
using Julie.Ingest.Git;
using Julie.Ingest.Health;
using Julie.Ingest.Sync;
using Julie.Ingest.Webhooks;
using Julie.ServiceDefaults.Bus;
using Julie.ServiceDefaults.Spaces;

using MassTransit;

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Julie.Ingest;

/// <summary>The parts of the ingest service.</summary>
internal static class IngestExtensions
{
    public static IHostApplicationBuilder AddIngest(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<IngestOptions>().Bind(builder.Configuration.GetSection(IngestOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<CtagsOptions>().Bind(builder.Configuration.GetSection(CtagsOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<GitCredentialsOptions>().Bind(builder.Configuration.GetSection(GitCredentialsOptions.Section));
        builder.AddConfiguredSpace();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Random.Shared);
        builder.Services.AddGit().AddSync();
        builder.AddWebhooks();
        builder.AddMessageBus(bus => bus.AddConsumer<SyncRepositoryConsumer>(), (context, rabbit) => rabbit.ReceiveEndpoint(Queues.Sync, endpoint =>
        {
            endpoint.UseReliableQueue(Queues.Sync);
            var syncs = context.GetRequiredService<IOptions<IngestOptions>>().Value.ConcurrentSyncs;
            endpoint.PrefetchCount = syncs * 2;
            endpoint.ConcurrentMessageLimit = syncs;
            endpoint.ConfigureConsumer<SyncRepositoryConsumer>(context);
        }));
        return builder;
    }

    public static void MapIngest(this WebApplication app)
    {
        // Without it every file would be cut otherwise than elsewhere: no start is better than that.
        app.Services.GetRequiredService<CtagsProgram>().Check();
        app.MapRepositories();
        app.MapHooks();
        app.MapDoctor();
    }

    internal static IServiceCollection AddGit(this IServiceCollection services) => services
        .AddSingleton<GitCommand>()
        .AddSingleton<GitRunner>()
        .AddSingleton<GitCredentials>()
        .AddSingleton(provider => new HostResolver(provider.GetRequiredService<IOptions<IngestOptions>>(), credentials: provider.GetRequiredService<GitCredentials>()))
        .AddSingleton<RemoteHeads>()
        .AddSingleton<RepositoryCache>()
        .AddSingleton<TreeReader>();

    private static IServiceCollection AddSync(this IServiceCollection services) => services
        .AddSingleton<CtagsProgram>()
        .AddSingleton<ChunkerPool>()
        .AddSingleton<TreePlanner>()
        .AddSingleton<ContentIndexer>()
        .AddSingleton<ChunkingCheck>()
        .AddSingleton<ShebangCache>()
        .AddSingleton<RefSyncer>()
        .AddSingleton<SyncWorker>()
        .AddSingleton<EmbedJobs>()
        .AddSingleton<SyncBell>()
        .AddSingleton<Registration>()
        .AddSingleton<RemoteChecker>()
        .AddSingleton<Reconciler>()
        .AddSingleton<Doctor>()
        .AddHostedService(provider => provider.GetRequiredService<Reconciler>())
        .AddHostedService<RemoteCheckService>()
        .AddHostedService<CollectionService>();
}
