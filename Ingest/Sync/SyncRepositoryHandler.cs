using Julie.Contracts.Messages;

using MassTransit;

namespace Julie.Ingest.Sync;

/// <summary>The doorbell. A sync may take longer than a broker waits for an acknowledgement, so after a while the message is let go while the work goes on.</summary>
internal sealed class SyncRepositoryHandler(SyncWorker worker, TimeProvider time)
{
    /// <summary>RabbitMQ closes the channel of a message that is not acknowledged in 30 minutes. A crash after this loses nothing: the run waits in Postgres.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task HandleAsync(bool urgent, ConsumeContext<SyncRepository> context)
    {
        try
        {
            await worker.ServeAsync(context.Message.RefId, urgent).WaitAsync(Patience, time, context.CancellationToken);
        }
        catch (TimeoutException)
        {
            // Goes on without the message.
        }
    }
}
