using Npgsql;

namespace Julie.Index.Content;

/// <summary>Chunkings by what they are.</summary>
public sealed class ChunkingCatalog(NpgsqlDataSource dataSource)
{
    /// <summary>Key of the chunking, made on first use.</summary>
    public Task<long> EnsureAsync(Chunking chunking, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }
}
