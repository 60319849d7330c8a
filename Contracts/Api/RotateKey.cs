namespace Julie.Contracts.Api;

/// <summary>Request of <c>POST /api/keys/{id}/rotate</c>.</summary>
/// <param name="GraceSeconds">How long the secret before goes on working, so that its users can change over: 0 to 2,592,000 (30 days); 0 where nothing is said.</param>
/// <param name="ExpiresAt">When the key stops working from now on; as before where nothing is said.</param>
public sealed record RotateKey(int? GraceSeconds = null, DateTimeOffset? ExpiresAt = null);
