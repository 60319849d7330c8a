namespace Julie.Index.Access;

/// <summary>A key to be stored.</summary>
/// <param name="Name">Unique among the keys that are not revoked.</param>
/// <param name="Sha256">Hash of its secret.</param>
/// <param name="Scopes">search, ingest, admin.</param>
/// <param name="Repositories">Patterns that are granted to it.</param>
/// <param name="ExpiresAt">When it stops working.</param>
public sealed record NewKey(string Name, byte[] Sha256, IReadOnlyList<string> Scopes, IReadOnlyList<string> Repositories, DateTimeOffset? ExpiresAt);
