using Julie.Contracts;
using Julie.Contracts.Messages;
using Julie.Index.Spaces;
using Julie.ServiceDefaults.Bus;

using MassTransit;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>Publishes embed jobs. A failure loses nothing: the rows of <c>embed_work</c> are committed, the reconciler publishes them (law 2).</summary>
internal sealed class EmbedJobs(IBus bus, EmbedWorkStore work, IOptions<IngestOptions> options, ILogger<EmbedJobs> logger)
{
    /// <summary>A broker that is away must not hold up indexing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Collects passages into jobs of even size; <see cref="Batch.FlushAsync"/> sends the rest.</summary>
    public Batch Begin(long spaceId, Lane lane) => new(this, spaceId, lane, options.Value.EmbedJobSize);

    public async Task<bool> SendAsync(long spaceId, Lane lane, IReadOnlyList<long> passages, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            // Mandatory: before a worker's first start there is no queue, and the broker would drop the message without a word.
            await bus.SendAsync(
                QueueAddress.Of(Queues.Embed(lane)),
                new EmbedPassages(spaceId, passages),
                context =>
                {
                    if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
                    {
                        rabbit.Mandatory = true;
                    }
                },
                patience.Token);
            IngestTelemetry.Jobs.Add(1, new KeyValuePair<string, object?>("lane", lane.ToString()));
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.PublishFailed(logger, passages.Count, exception);
            await work.UnpublishAsync(spaceId, passages, cancellationToken);
            return false;
        }
    }

    internal sealed class Batch(EmbedJobs jobs, long spaceId, Lane lane, int size)
    {
        private readonly List<long> _waiting = [];

        public async Task AddAsync(IReadOnlyList<long> passages, CancellationToken cancellationToken)
        {
            _waiting.AddRange(passages);
            while (_waiting.Count >= size)
            {
                await SendAsync(size, cancellationToken);
            }
        }

        public Task FlushAsync(CancellationToken cancellationToken) => _waiting.Count == 0 ? Task.CompletedTask : SendAsync(_waiting.Count, cancellationToken);

        private async Task SendAsync(int count, CancellationToken cancellationToken)
        {
            var job = _waiting[..count];
            _waiting.RemoveRange(0, count);
            job.Sort();
            await jobs.SendAsync(spaceId, lane, job, cancellationToken);
        }
    }
}
