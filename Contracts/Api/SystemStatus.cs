namespace Julie.Contracts.Api;

/// <summary>Answer of <c>GET /api/status</c>.</summary>
/// <param name="Space">The active vector space; null until a service has made it.</param>
/// <param name="Passages">Coverage of the whole index.</param>
/// <param name="Repositories">Every repository that the caller may read.</param>
public sealed record SystemStatus(SpaceStatus? Space, PassageCounts Passages, IReadOnlyList<RepositoryStatus> Repositories);

/// <summary>A vector space.</summary>
/// <param name="Id">Key of the space.</param>
/// <param name="Model">Id of its model.</param>
/// <param name="Dimensions">Length of its vectors.</param>
/// <param name="State">building, active or retired.</param>
/// <param name="Search">exact, or hnsw once the index is built.</param>
public sealed record SpaceStatus(long Id, string Model, int Dimensions, string State, string Search);
