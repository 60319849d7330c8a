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

    /// <summary>Batches that are written at once add to it at once.</summary>
    internal sealed class Batch(EmbedJobs jobs, long spaceId, Lane lane, int size)
    {
        private readonly List<long> _waiting = [];

        public Task AddAsync(IReadOnlyList<long> passages, CancellationToken cancellationToken) => SendAsync(Take(passages, size), cancellationToken);

        public Task FlushAsync(CancellationToken cancellationToken) => SendAsync(Take([], 1), cancellationToken);

        /// <summary>Adds to what waits, and takes jobs of the full size while there are at least so many.</summary>
        private List<List<long>> Take(IReadOnlyList<long> passages, int least)
        {
            lock (_waiting)
            {
                _waiting.AddRange(passages);
                var full = new List<List<long>>();
                while (_waiting.Count >= least)
                {
                    var count = Math.Min(size, _waiting.Count);
                    full.Add(_waiting[..count]);
                    _waiting.RemoveRange(0, count);
                }

                return full;
            }
        }

        private async Task SendAsync(List<List<long>> full, CancellationToken cancellationToken)
        {
            foreach (var job in full)
            {
                job.Sort();
                await jobs.SendAsync(spaceId, lane, job, cancellationToken);
            }
        }
    }
}
