namespace Julie.Index.Snapshots;

/// <summary>What the path says about a file.</summary>
[Flags]
public enum TreeEntryFlags
{
    /// <summary>Ordinary code.</summary>
    None = 0,

    /// <summary>Tests.</summary>
    Test = 1,

    /// <summary>Documentation.</summary>
    Documentation = 2,

    /// <summary>Made by a tool.</summary>
    Generated = 4,

    /// <summary>Copied from elsewhere.</summary>
    Vendored = 8,
}
