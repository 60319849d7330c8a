using Julie.Contracts;
using Julie.Contracts.Messages;
using Julie.Embedding;
using Julie.EmbedWorker.Jobs;
using Julie.EmbedWorker.Queries;
using Julie.EmbedWorker.Spaces;
using Julie.ServiceDefaults.Bus;
using Julie.ServiceDefaults.Spaces;

using MassTransit;

using Microsoft.Extensions.Options;

namespace Julie.EmbedWorker;

internal static class EmbedWorkerExtensions
{
    public static IHostApplicationBuilder AddEmbedWorker(this IHostApplicationBuilder builder)
    {
        builder.AddConfiguredSpace();
        builder.Services.AddOptions<EmbedWorkerOptions>()
            .Bind(builder.Configuration.GetSection(EmbedWorkerOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<EmbedWorkerTelemetry>();
        builder.Services.AddSingleton<WorkerReadiness>();
        builder.Services.AddSingleton<IPassageWork, IndexPassageWork>();
        builder.Services.AddSingleton<EmbedJob>();
        builder.Services.AddSingleton<StageTimes>();
        builder.Services.AddSingleton<PatientJob>();
        builder.Services.AddSingleton<EmbedPassagesHandler>();
        builder.Services.AddHostedService<ReadinessService>();
        builder.Services.AddHostedService<HnswService>();
        builder.Services.AddSingleton<QueryHandler>();
        builder.Services.AddHostedService<QueryService>();
        builder.Services.AddHealthChecks()
            .AddEmbedding()
            .AddCheck<SpaceHealthCheck>("space", tags: ["ready"]);
        // A job in work at the stop gets this long to end.
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(bus => bus.ConsumerStopTimeout = TimeSpan.FromSeconds(5));
        builder.AddMessageBus(endpoints: AddEndpoints);
        return builder;
    }

    /// <summary>One queue a lane, each with its own prefetch: however long the backfill's queue is, a push is fetched at once (law 8).</summary>
    private static void AddEndpoints(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit)
    {
        var jobs = context.GetRequiredService<IOptions<EmbedWorkerOptions>>().Value.ConcurrentJobs;
        var handler = context.GetRequiredService<EmbedPassagesHandler>();
        foreach (var lane in Enum.GetValues<Lane>())
        {
            var queue = Queues.Embed(lane);
            rabbit.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.UseReliableQueue(queue);
                // Jobs are sent to a lane; bound to the message's exchange, every queue would get every job.
                endpoint.ConfigureConsumeTopology = false;
                endpoint.PrefetchCount = jobs;
                endpoint.ConcurrentMessageLimit = jobs;
                endpoint.UseMessageRetry(retry => retry.Intervals(500, 2000, 5000));
                endpoint.Handler<EmbedPassages>(message => handler.HandleAsync(lane, message));
            });
        }
    }
}
