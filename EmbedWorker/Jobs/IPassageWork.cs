using Julie.Index.Spaces;

namespace Julie.EmbedWorker.Jobs;

/// <summary>What a job needs of the index; a seam, so that a job's rules are tested without a server.</summary>
internal interface IPassageWork
{
    /// <summary>Texts of those ids that still lack a vector; their attempts are committed.</summary>
    Task<IReadOnlyList<PendingPassage>> BeginAsync(Space space, IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>Takes an attempt back that ended without a verdict.</summary>
    Task ReturnAsync(Space space, IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>Commits vectors and ends their work. Idempotent.</summary>
    /// <exception cref="ArgumentException">A vector cannot be stored; nothing is written.</exception>
    Task WriteAsync(Space space, IReadOnlyList<(long PassageId, ReadOnlyMemory<float> Vector)> vectors, CancellationToken cancellationToken);

    /// <summary>Gives a passage up.</summary>
    Task FailAsync(Space space, long passageId, string error, CancellationToken cancellationToken);
}
