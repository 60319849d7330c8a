namespace Julie.Index.Access;

/// <summary>A key that is valid now.</summary>
public sealed record KnownKey(long Id, string Name, string[] Scopes);
