namespace Julie.Index.Access;

/// <summary>Who asks, for the look-up of grants: a key, or a user with groups.</summary>
/// <param name="KeyId">Key of the API key.</param>
/// <param name="User">The user, as the token names it.</param>
/// <param name="Groups">The user's groups, as the token names them.</param>
public sealed record CallerIdentity(long? KeyId, string? User, IReadOnlyList<string> Groups);
