namespace Julie.Contracts.Api;

/// <summary>Request of <c>POST /api/grants</c>. Exactly one of key, user and group is named.</summary>
/// <param name="Repository">Pattern of repositories' names: <c>*</c> is anything, slashes too, <c>acme/*</c>. Case counts.</param>
/// <param name="Key">Name or number of a key.</param>
/// <param name="User">A user, as tokens name it.</param>
/// <param name="Group">A group, as tokens name it.</param>
public sealed record AddGrant(string? Repository, string? Key = null, string? User = null, string? Group = null);
