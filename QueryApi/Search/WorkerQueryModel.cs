using Julie.Contracts.Messages;
using Julie.Embedding;
using Julie.Embedding.Queries;
using Julie.ServiceDefaults.Bus;
using MassTransit;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Julie.QueryApi.Search;

/// <summary>
/// Asks a worker for a query's vector, with a deadline. Workers of a space have a queue of their own, so that none with another model can answer.
/// After two silences a quarter of a minute's searches do not wait for a third.
/// </summary>
internal sealed class WorkerQueryModel(IBus bus, IOptions<EmbeddingOptions> options, TimeProvider time) : IQueryModel
{
    private readonly TimeSpan deadline = options.Value.QueryTimeout;

    private readonly ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 1,
            MinimumThroughput = 2,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(15),
            ShouldHandle = args => new(args.Outcome.Exception is TimeoutRejectedException or RequestException),
        })
        .AddTimeout(options.Value.QueryTimeout)
        .Build();

    private readonly IClientFactory clients = bus.CreateClientFactory();

    public async Task<float[]> EmbedAsync(long space, string text, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.ExecuteAsync(async token => await AskAsync(space, text, token), cancellationToken);
        }
        catch (Exception e) when (e is TimeoutRejectedException or RequestException or BrokenCircuitException)
        {
            throw new ModelUnavailableException(
                $"no worker of space {space} gave a query's vector within {deadline.TotalSeconds:0.##} s: is one running, and is RabbitMQ?", e);
        }
    }

    private async Task<float[]> AskAsync(long space, string text, CancellationToken ct)
    {
        IRequestClient<EmbedQuery> client = clients.CreateRequestClient<EmbedQuery>(QueueAddress.Of(Queues.EmbedQuery(space)), deadline);
        Response<QueryEmbedded, QueryNotEmbedded> answer = await client.GetResponse<QueryEmbedded, QueryNotEmbedded>(
            new EmbedQuery(space, text), request => request.UseExecute(send => send.Durable = false), ct);
        if (answer.Is(out Response<QueryNotEmbedded>? not))
        {
            throw not.Message.QueryAtFault ? new EmbeddingException(not.Message.Reason) : new ModelUnavailableException(not.Message.Reason);
        }

        if (!answer.Is(out Response<QueryEmbedded>? embedded) || embedded.Message.SpaceId != space)
        {
            throw new ModelUnavailableException($"a worker of another space answered for space {space}");
        }

        return [.. embedded.Message.Vector];
    }
}
