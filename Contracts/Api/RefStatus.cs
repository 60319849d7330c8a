namespace Julie.Contracts.Api;

/// <summary>One tracked ref as <c>GET /api/repositories/{id}/refs</c> shows it.</summary>
/// <param name="Name">Full name: <c>refs/heads/main</c>.</param>
/// <param name="IsDefault">Whether a search without <c>ref:</c> looks there.</param>
/// <param name="Commit">Commit that the index holds; null before the first sync ended.</param>
/// <param name="Head">Commit that the remote was last seen at.</param>
/// <param name="State">State of the newest sync: pending, running, applied, failed; null before the first.</param>
/// <param name="Error">Error of the newest sync, where it failed.</param>
/// <param name="SyncedAt">When the newest applied sync ended.</param>
public sealed record RefStatus(
    string Name, bool IsDefault, string? Commit, string? Head, string? State, string? Error, DateTimeOffset? SyncedAt);
