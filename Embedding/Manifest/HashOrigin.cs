namespace Julie.Embedding.Manifest;

/// <summary>Where a file's hash is written.</summary>
public enum HashOrigin
{
    /// <summary>Nowhere: whatever lies there is taken, and its own hash identifies the space.</summary>
    None,

    /// <summary>In the manifest.</summary>
    Manifest,

    /// <summary>In the lock file, by an earlier pull.</summary>
    Lock,
}
