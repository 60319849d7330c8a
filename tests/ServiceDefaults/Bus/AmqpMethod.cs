namespace Julie.ServiceDefaults.Tests.Bus;

/// <summary>What a client asks of a broker: class and method of AMQP 0-9-1, 16 bits each.</summary>
public enum AmqpMethod
{
    ConnectionOpen = (10 << 16) | 40,
    ChannelOpen = (20 << 16) | 10,
    ExchangeDeclare = (40 << 16) | 10,
    QueueDeclare = (50 << 16) | 10,
    QueueBind = (50 << 16) | 20,
    BasicQos = (60 << 16) | 10,
    BasicConsume = (60 << 16) | 20,
}
