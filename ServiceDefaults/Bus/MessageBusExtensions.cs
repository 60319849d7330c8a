using MassTransit;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Julie.ServiceDefaults.Bus;

/// <summary>MassTransit on RabbitMQ. The bus is a doorbell: Postgres holds what is to be done (law 2).</summary>
public static class MessageBusExtensions
{
    /// <summary>Deliveries of one message before it goes to the dead-letter queue. RabbitMQ 3.10 has no limit by default and 4.x has 20: set, not inherited.</summary>
    private const int DeliveryLimit = 20;

    /// <summary>Adds the bus from <c>ConnectionStrings:rabbitmq</c>. A service that only publishes leaves both arguments out.</summary>
    public static IHostApplicationBuilder AddMessageBus(
        this IHostApplicationBuilder builder,
        Action<IBusRegistrationConfigurator>? consumers = null,
        Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>? endpoints = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            consumers?.Invoke(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                // Read here, not while services are registered: the error then carries the name of the missing setting.
                var address = context.GetRequiredService<IConfiguration>().GetConnectionString("rabbitmq")
                    ?? throw new InvalidOperationException("ConnectionStrings:rabbitmq is not set: start the services with ./julie up, or set it to amqp://user:password@host:port.");
                rabbit.Host(new Uri(address));
                endpoints?.Invoke(context, rabbit);
            });
        });
        // BusKeeper starts it, and keeps it.
        builder.Services.RemoveMassTransitHostedService();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<BusOptions>();
        builder.Services.AddHostedService<BusKeeper>();
        return builder;
    }

    /// <summary>A quorum queue with an explicit delivery limit and a dead-letter queue beside it: nothing is dropped silently.</summary>
    public static void UseReliableQueue(this IRabbitMqReceiveEndpointConfigurator endpoint, string queue)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        var dead = new DeadLetters(queue);
        endpoint.SetQueueArgument("x-dead-letter-exchange", dead.Name);
        endpoint.ConfigureChannel(channel => channel.UseFilter(dead));
    }
}
