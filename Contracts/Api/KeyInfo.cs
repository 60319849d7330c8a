namespace Julie.Contracts.Api;

/// <summary>A key as <c>GET /api/keys</c> shows it; the secret itself is shown once, when it is made, and not kept.</summary>
/// <param name="Id">Key of the row; stays when the secret is rotated.</param>
/// <param name="Name">Name for people, unique among the keys that are not revoked.</param>
/// <param name="Scopes">search, ingest, admin.</param>
/// <param name="Repositories">Patterns of the repositories that are granted to it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">When it stops working; null: never.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="LastUsedAt">When it was last used, to the minute.</param>
/// <param name="RotatedAt">When its secret was last replaced.</param>
/// <param name="PreviousUntil">Until when the secret before works too.</param>
public sealed record KeyInfo(
    long Id, string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string> Repositories, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RotatedAt, DateTimeOffset? PreviousUntil);
