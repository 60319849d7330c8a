using Julie.Contracts.Messages;

using MassTransit;

namespace Julie.Ingest.Sync;

/// <summary>The doorbell. A sync may take longer than a broker waits for an acknowledgement, so after a while the message is let go while the work goes on.</summary>
internal sealed class SyncRepositoryConsumer(SyncWorker worker, TimeProvider time) : IConsumer<SyncRepository>
{
    /// <summary>RabbitMQ closes the channel of a message that is not acknowledged in 30 minutes. A crash after this loses nothing: the run waits in Postgres.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task Consume(ConsumeContext<SyncRepository> context)
    {
        try
        {
            await worker.ServeAsync(context.Message.RefId).WaitAsync(Patience, time, context.CancellationToken);
        }
        catch (TimeoutException)
        {
            // Goes on without the message.
        }
    }
}
