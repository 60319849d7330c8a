namespace Julie.Ingest.Git;

/// <summary>The refs of a remote, as one look showed them.</summary>
/// <param name="Default">The default branch.</param>
/// <param name="Refs">Commit of each branch and tag by its full name, the default branch left out where nothing else was asked for.</param>
internal sealed record RemoteRefs(RemoteHead Default, IReadOnlyDictionary<string, string> Refs);
