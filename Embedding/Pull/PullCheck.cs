namespace Julie.Embedding.Pull;

/// <summary>What a pulled file was checked against, the strongest that there was.</summary>
public enum PullCheck
{
    /// <summary>The SHA-256 of the manifest.</summary>
    Manifest,

    /// <summary>The SHA-256 of an earlier pull.</summary>
    Lock,

    /// <summary>The SHA-256 that the hub declares.</summary>
    HubSha256,

    /// <summary>The Git blob id that the hub declares (SHA-1).</summary>
    HubGitBlob,

    /// <summary>Its size only: this hub declares no hash.</summary>
    SizeOnly,
}
