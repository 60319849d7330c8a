using MassTransit;

namespace Julie.ServiceDefaults.Bus;

/// <summary>Sending to a queue.</summary>
public static class SendExtensions
{
    /// <summary>
    /// Sends, and ends with the token whatever happens: a send that waits inside RabbitMQ.Client for a channel whose connection ends can wait for ever,
    /// its own token notwithstanding (see <see cref="DeadLetters"/>). What was not sent is sent again by the reconciler (law 2).
    /// </summary>
    public static async Task SendAsync<T>(this IBus bus, Uri address, T message, Action<SendContext<T>>? configure, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(bus);
        var endpoint = await bus.GetSendEndpoint(address).WaitAsync(cancellationToken);
        await endpoint.Send(message, context => configure?.Invoke(context), cancellationToken).WaitAsync(cancellationToken);
    }
}
