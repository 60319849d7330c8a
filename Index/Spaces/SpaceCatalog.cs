using Julie.Contracts.Api;
using Npgsql;

namespace Julie.Index.Spaces;

/// <summary>Vector spaces; one of them is active.</summary>
public sealed class SpaceCatalog(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Makes this space the active one, creating it with its table on first use; the one that was active is retired. Passages of its
    /// chunking that lack a vector there are queued in the migration lane.
    /// </summary>
    public Task<Space> EnsureActiveAsync(SpaceDefinition definition, CancellationToken cancellationToken) { _ = dataSource; throw new NotImplementedException(); }

    /// <summary>The active space; null before a service made one.</summary>
    public Task<Space?> FindActiveAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The space with this key; null when there is none.</summary>
    public Task<Space?> FindAsync(long spaceId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The active space for people, with how it is searched: exact or hnsw.</summary>
    public Task<SpaceStatus?> StatusAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
