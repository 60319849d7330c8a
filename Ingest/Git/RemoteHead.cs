namespace Julie.Ingest.Git;

/// <summary>Where a ref of a remote stands.</summary>
/// <param name="RefName">Full name; <c>HEAD</c> where a local repository has a detached head.</param>
/// <param name="Commit">Object id, lower hex.</param>
internal sealed record RemoteHead(string RefName, string Commit)
{
    /// <summary>sha1 or sha256, by the length of the id.</summary>
    public string ObjectFormat => Commit.Length == 64 ? "sha256" : "sha1";
}
