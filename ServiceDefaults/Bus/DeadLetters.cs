using MassTransit;
using MassTransit.RabbitMqTransport;

namespace Julie.ServiceDefaults.Bus;

/// <summary>
/// Declares a queue's dead-letter queue, one request after another. As part of the endpoint's topology MassTransit would declare both queues at the
/// same time on one channel: should the connection end meanwhile, RabbitMQ.Client disposes the semaphore that the second request waits for, and that
/// wait never ends (rabbitmq-dotnet-client#1976; no release mends it yet). The endpoint would neither start nor fail.
/// </summary>
internal sealed class DeadLetters(string queue) : IFilter<ChannelContext>
{
    private static readonly Dictionary<string, object> Quorum = new() { ["x-queue-type"] = "quorum" };

    /// <summary>Name of the exchange and of the queue.</summary>
    public string Name { get; } = $"{queue}_dead";

    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        await context.QueueDeclare(Name, durable: true, exclusive: false, autoDelete: false, Quorum);
        await context.ExchangeDeclare(Name, "fanout", durable: true, autoDelete: false, new Dictionary<string, object>());
        await context.QueueBind(Name, Name, string.Empty, new Dictionary<string, object>());
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("deadLetters");
}
