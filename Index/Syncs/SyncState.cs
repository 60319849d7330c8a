namespace Julie.Index.Syncs;

/// <summary>States of a sync run; every run ends applied, superseded or failed (law 5).</summary>
public static class SyncState
{
    /// <summary>Asked for, not begun.</summary>
    public const string Pending = "pending";

    /// <summary>Taken by an ingest service that holds the ref's lock.</summary>
    public const string Running = "running";

    /// <summary>The ref's snapshot is the head that this run saw.</summary>
    public const string Applied = "applied";

    /// <summary>A newer run of the same ref stands for this one.</summary>
    public const string Superseded = "superseded";

    /// <summary>Given up, with an error.</summary>
    public const string Failed = "failed";
}
