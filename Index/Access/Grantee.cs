namespace Julie.Index.Access;

/// <summary>Whom a grant is for: exactly one of them is given.</summary>
/// <param name="KeyId">Key of an API key.</param>
/// <param name="User">A user, as tokens name it.</param>
/// <param name="Group">A group, as tokens name it.</param>
public sealed record Grantee(long? KeyId, string? User, string? Group);
