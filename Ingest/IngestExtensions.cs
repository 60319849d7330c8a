using Julie.Contracts.Messages;
using Julie.Ingest.Api;
using Julie.Ingest.Chunking.Symbols;
using Julie.Ingest.Git;
using Julie.Ingest.Permissions;
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
    private const int MostUrgentBells = 64;

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
        builder.AddHostPermissions();
        builder.AddMessageBus(endpoints: AddEndpoints);
        return builder;
    }

    private static void AddEndpoints(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit)
    {
        var syncs = context.GetRequiredService<IOptions<IngestOptions>>().Value.ConcurrentSyncs;
        foreach (var (queue, urgent) in (ReadOnlySpan<(string, bool)>)[(Queues.UrgentSync, true), (Queues.Sync, false)])
        {
            rabbit.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.UseReliableQueue(queue);
                endpoint.ConfigureConsumeTopology = false;
                // Pushes: as many as come. Each ends at its ref's lock, or waits for a slot of its own kind.
                endpoint.PrefetchCount = urgent ? MostUrgentBells : syncs * 2;
                endpoint.ConcurrentMessageLimit = urgent ? MostUrgentBells : syncs;
                // Looked up when a message comes: the handler itself needs the bus that is being made here.
                endpoint.Handler<SyncRepository>(message => context.GetRequiredService<SyncRepositoryHandler>().HandleAsync(urgent, message));
            });
        }
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
        .AddSingleton<ContentMemory>()
        .AddSingleton<RuleReader>()
        .AddSingleton<RefSyncer>()
        .AddSingleton<SyncWorker>()
        .AddSingleton<SyncRepositoryHandler>()
        .AddSingleton<Overtaking>()
        .AddSingleton<EmbedJobs>()
        .AddSingleton<SyncBell>()
        .AddSingleton<Registration>()
        .AddSingleton<RemoteChecker>()
        .AddSingleton<Reconciler>()
        .AddSingleton<Doctor>()
        .AddHostedService(provider => provider.GetRequiredService<Reconciler>())
        .AddHostedService<RemoteCheckService>()
        .AddHostedService<CollectionService>()
        .AddHostedService<PackingService>();
}
