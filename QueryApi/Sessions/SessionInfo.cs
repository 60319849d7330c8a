namespace Julie.QueryApi.Sessions;

/// <summary>Whose key it is and what it may do.</summary>
/// <param name="Name">Name of the key.</param>
/// <param name="Scopes">search, ingest, admin.</param>
internal sealed record SessionInfo(string Name, IReadOnlyList<string> Scopes);
