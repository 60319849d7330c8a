namespace Julie.Index.Catalog;

/// <summary>A key that may be used now: not revoked, not expired.</summary>
/// <param name="Id">Key of the row.</param>
/// <param name="Name">Name that people gave it.</param>
/// <param name="Scopes"><c>search</c>, <c>ingest</c>, <c>admin</c>.</param>
public sealed record ApiKey(long Id, string Name, IReadOnlyList<string> Scopes);
