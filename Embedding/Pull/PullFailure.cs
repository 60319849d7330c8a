namespace Julie.Embedding.Pull;

/// <summary>Whose business a failed pull is.</summary>
public enum PullFailure
{
    /// <summary>The hub does not answer, or breaks off again and again.</summary>
    Unreachable,

    /// <summary>The hub wants a token, or another one.</summary>
    Refused,

    /// <summary>The hub has no such repository, revision or file.</summary>
    NotFound,

    /// <summary>What the hub gives is not what the manifest or the hub itself promised.</summary>
    WrongContent,

    /// <summary>This machine: no room, no right to write, a file in the way.</summary>
    Local,

    /// <summary>The manifest names nothing to pull from.</summary>
    NoSource,
}
