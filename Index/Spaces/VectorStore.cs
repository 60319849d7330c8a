using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>Vectors of a space.</summary>
public sealed class VectorStore(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Stores the vectors and ends their work, in one transaction; a passage that has a vector keeps it. Returns how many were new.
    /// </summary>
    /// <exception cref="ArgumentException">A vector has another dimension, is zero, or holds NaN or an infinity: nothing is written.</exception>
    public Task<int> WriteAsync(
        Space space, IReadOnlyList<(long PassageId, ReadOnlyMemory<float> Vector)> vectors, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }
}
