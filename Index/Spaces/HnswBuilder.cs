using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>Builds the HNSW index of a space, once its first bulk load is over.</summary>
public sealed class HnswBuilder(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Builds the index where the space holds enough vectors and has none. One owner at a time, without blocking writers; what an interrupted build left is dropped first.
    /// Returns whether it built one.
    /// </summary>
    public Task<bool> BuildIfDueAsync(Space space, long minimumRows, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }
}
