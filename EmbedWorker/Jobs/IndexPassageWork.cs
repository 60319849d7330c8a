using Julie.Index.Spaces;

using Npgsql;

namespace Julie.EmbedWorker.Jobs;

internal sealed class IndexPassageWork(EmbedWorkStore work, VectorStore vectors, TimeProvider time, ILogger<IndexPassageWork> logger) : IPassageWork
{
    /// <summary>A short outage must not throw away what was computed (law 1), a long one must not hold a message for ever.</summary>
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)];

    public Task<IReadOnlyList<PendingPassage>> BeginAsync(Space space, IReadOnlyList<long> ids, CancellationToken cancellationToken)
        => work.BeginAsync(space.Id, ids, cancellationToken);

    public Task ReturnAsync(Space space, IReadOnlyList<long> ids, CancellationToken cancellationToken)
        => work.ReturnAsync(space.Id, ids, cancellationToken);

    public async Task WriteAsync(
        Space space, IReadOnlyList<(long PassageId, ReadOnlyMemory<float> Vector)> rows, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await vectors.WriteAsync(space, rows, cancellationToken);
                return;
            }
            catch (NpgsqlException exception) when (exception.IsTransient && attempt < Pauses.Length)
            {
                Log.WriteRetried(logger, exception.Message);
                await Task.Delay(Pauses[attempt], time, cancellationToken);
            }
        }
    }

    public Task FailAsync(Space space, long passageId, string error, CancellationToken cancellationToken)
        => work.FailAsync(space.Id, passageId, error, cancellationToken);
}
