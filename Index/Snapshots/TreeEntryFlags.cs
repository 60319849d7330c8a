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

    /// <summary>The repository's attributes say that a person wrote it; kept so that a change of them is seen, without meaning in a search.</summary>
    Written = 16,

    /// <summary>The repository's attributes name its language; kept likewise.</summary>
    Named = 32,
}
