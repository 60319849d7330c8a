namespace Julie.Contracts.Api;

/// <summary>Request of <c>POST /api/repositories</c>: index this repository, or sync it again where it is known.</summary>
/// <param name="Url">https URL; where the configuration allows local repositories also a <c>file://</c> URL or an absolute path.</param>
/// <param name="Name">Name to show and to filter by; default: host and path of the URL, or the folder's name.</param>
/// <param name="Refs">Patterns of the refs to index beside the default branch, as in <see cref="UpdateRepository"/>; null leaves them as they are.</param>
public sealed record RegisterRepository(string Url, string? Name = null, IReadOnlyList<string>? Refs = null);

/// <summary>Answer of <c>POST /api/repositories</c> (202 Accepted).</summary>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Name">Its name.</param>
/// <param name="Created">Whether it was unknown before.</param>
/// <param name="SyncId">The sync that was asked for: <c>GET /api/syncs/{id}</c>.</param>
public sealed record RepositoryAccepted(long RepositoryId, string Name, bool Created, long SyncId);
