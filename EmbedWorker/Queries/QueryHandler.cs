using Julie.Contracts.Messages;
using Julie.Embedding;
using Julie.Embedding.Queries;
using Julie.EmbedWorker.Spaces;

using MassTransit;

namespace Julie.EmbedWorker.Queries;

/// <summary>Answers searches that run on a host without the model. Every failure is an answer: who waits has a deadline.</summary>
internal sealed class QueryHandler(QueryEmbedder queries, WorkerReadiness readiness)
{
    public async Task HandleAsync(ConsumeContext<EmbedQuery> context)
    {
        if (readiness.Current is not { } ready || ready.Space.Id != context.Message.SpaceId)
        {
            // Law 9: never the vector of one model for the space of another.
            await context.RespondAsync(new QueryNotEmbedded(
                readiness.Current?.Space.Id ?? 0, $"the worker that was asked does not embed into space {context.Message.SpaceId}", QueryAtFault: false));
            return;
        }

        try
        {
            var vector = await queries.EmbedAsync(ready.Space.Id, context.Message.Text, context.CancellationToken);
            await context.RespondAsync(new QueryEmbedded(ready.Space.Id, vector));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await context.RespondAsync(new QueryNotEmbedded(ready.Space.Id, exception.Message, exception is EmbeddingException));
        }
    }
}
