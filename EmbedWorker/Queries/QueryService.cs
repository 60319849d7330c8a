using Julie.Contracts.Messages;
using Julie.EmbedWorker.Spaces;

using MassTransit;

namespace Julie.EmbedWorker.Queries;

/// <summary>
/// Listens for queries of the worker's space from the moment on that the model runs. The queue has the space in its name and goes away some
/// time after its last worker; what nobody takes within its deadline is dropped by the broker.
/// </summary>
internal sealed class QueryService(IReceiveEndpointConnector bus, QueryHandler handler, WorkerReadiness readiness) : BackgroundService
{
    private const int AtATime = 32;
    private static readonly TimeSpan Unused = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ready = await readiness.WaitAsync(stoppingToken);
        var endpoint = bus.ConnectReceiveEndpoint(Contracts.Messages.Queues.EmbedQuery(ready.Space.Id), (_, queue) =>
        {
            queue.ConfigureConsumeTopology = false; // requests are sent to the queue
            queue.PrefetchCount = AtATime;
            queue.ConcurrentMessageLimit = AtATime;
            queue.DiscardFaultedMessages();
            queue.DiscardSkippedMessages();
            if (queue is IRabbitMqReceiveEndpointConfigurator rabbit)
            {
                rabbit.QueueExpiration = Unused;
            }

            queue.Handler<EmbedQuery>(handler.HandleAsync);
        });
        await endpoint.Ready.WaitAsync(stoppingToken);
    }
}
