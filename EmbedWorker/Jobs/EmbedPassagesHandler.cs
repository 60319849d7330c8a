using System.Globalization;

using Julie.Contracts;
using Julie.Contracts.Messages;
using Julie.EmbedWorker.Spaces;

using MassTransit;

namespace Julie.EmbedWorker.Jobs;

/// <summary>Takes jobs off the bus. While the model cannot be used they wait here and in their queues; nothing is dropped.</summary>
internal sealed class EmbedPassagesHandler(
    PatientJob job, WorkerReadiness readiness, ILogger<EmbedPassagesHandler> logger)
{
    public async Task HandleAsync(Lane lane, ConsumeContext<EmbedPassages> context)
    {
        var ready = await readiness.WaitAsync(context.CancellationToken);
        if (context.Message.SpaceId != ready.Space.Id)
        {
            // Law 9: never vectors of one model in the space of another. The row in embed_work stays (law 2).
            Log.OtherSpace(logger, context.Message.SpaceId, ready.Space.Id);
            return;
        }

        var outcome = await job.RunAsync(ready, lane, context.Message, EarlierDeliveries(context), context.CancellationToken);
        if (outcome is { } done && done.Embedded + done.Failed > 0)
        {
            await context.Publish(new PassagesEmbedded(ready.Space.Id, done.Embedded, done.Failed), context.CancellationToken);
        }
    }

    /// <summary>Quorum queues count deliveries in a header; retries in memory are counted by the bus.</summary>
    private static int EarlierDeliveries(ConsumeContext context)
    {
        var counted = context.ReceiveContext.TransportHeaders.TryGetHeader("x-delivery-count", out var header)
            ? Convert.ToInt32(header, CultureInfo.InvariantCulture)
            : context.ReceiveContext.Redelivered ? 1 : 0;
        return counted + context.GetRetryAttempt();
    }
}
