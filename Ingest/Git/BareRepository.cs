namespace Julie.Ingest.Git;

/// <summary>This service's own bare repository of a remote, at a fetched commit.</summary>
/// <param name="Directory">The bare repository.</param>
/// <param name="Commit">The commit that was fetched; may be newer than the one asked for.</param>
internal sealed record BareRepository(string Directory, string Commit);
