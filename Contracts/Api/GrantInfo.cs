namespace Julie.Contracts.Api;

/// <summary>A grant as <c>GET /api/grants</c> shows it: to a key, a user or a group.</summary>
/// <param name="Id">Key of the grant.</param>
/// <param name="KeyId">The key that it is for.</param>
/// <param name="Key">That key's name.</param>
/// <param name="User">The user that it is for, as tokens name it.</param>
/// <param name="Group">The group that it is for, as tokens name it.</param>
/// <param name="Repository">Pattern of repositories' names: <c>*</c> is anything, slashes too.</param>
/// <param name="Matches">How many repositories it matches now.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
public sealed record GrantInfo(
    long Id, long? KeyId, string? Key, string? User, string? Group, string Repository, long Matches, DateTimeOffset CreatedAt, string CreatedBy);
