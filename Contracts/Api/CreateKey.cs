namespace Julie.Contracts.Api;

/// <summary>Request of <c>POST /api/keys</c>.</summary>
/// <param name="Name">Name for people: who or what uses it. At most 100 characters, not only digits.</param>
/// <param name="Scopes">search, ingest, admin; search where nothing is said.</param>
/// <param name="Repositories">Patterns of repositories that it may read, <c>acme/*</c>; more with <c>POST /api/grants</c>.</param>
/// <param name="ExpiresAt">When it stops working; never where nothing is said.</param>
public sealed record CreateKey(
    string? Name, IReadOnlyList<string>? Scopes = null, IReadOnlyList<string>? Repositories = null, DateTimeOffset? ExpiresAt = null);
