namespace Julie.Index.Freshness;

/// <summary>Where the index is with a commit.</summary>
public enum CommitState
{
    /// <summary>Nobody has told of it: no push, no sync, no remote.</summary>
    Unknown,

    /// <summary>It is known, and the sync that will hold it or its successor has not ended.</summary>
    Pending,

    /// <summary>A ref's snapshot is this commit.</summary>
    Applied,

    /// <summary>A ref's snapshot is a commit that came after it: the newest head wins (law 6).</summary>
    Replaced,

    /// <summary>Its ref is deleted or not tracked any more.</summary>
    Gone,

    /// <summary>Its sync failed.</summary>
    Failed,
}
