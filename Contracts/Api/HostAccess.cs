namespace Julie.Contracts.Api;

/// <summary>Who may read a repository at its host, as <c>GET /api/grants/hosts</c> shows it.</summary>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Repository">Its name.</param>
/// <param name="Source">Name of the source in the configuration.</param>
/// <param name="Users">How many users the host named.</param>
/// <param name="Groups">How many groups it named.</param>
/// <param name="CheckedAt">When the host last answered.</param>
/// <param name="ValidUntil">Until when that is believed.</param>
/// <param name="Error">Why it could not be asked since.</param>
public sealed record HostAccess(
    long RepositoryId, string Repository, string Source, long Users, long Groups, DateTimeOffset? CheckedAt, DateTimeOffset? ValidUntil, string? Error);
