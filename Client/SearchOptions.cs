namespace Julie.Client;

/// <summary>What a search says beside its query. What the query itself says (<c>ref:</c>, <c>mode:</c>, <c>count:</c>) goes before it.</summary>
public sealed record SearchOptions
{
    /// <summary>How many results, 1 to 100; null: 10.</summary>
    public int? Limit { get; init; }

    /// <summary>What the page before answered as <c>Next</c>, with the same query.</summary>
    public string? Cursor { get; init; }

    /// <summary>Branches and tags to search instead of the default branches.</summary>
    public IReadOnlyList<string> Refs { get; init; } = [];

    /// <summary>hybrid, semantic, lexical, regex or symbol.</summary>
    public string? Mode { get; init; }

    /// <summary>False: without what names, paths and kinds of files add to the scores. For measuring.</summary>
    public bool? Ranking { get; init; }

    /// <summary>Whether results say what their scores are made of.</summary>
    public bool Explain { get; init; }

    /// <summary>A commit that the index shall hold first: 7 to 64 hexadecimal digits. Not for streams.</summary>
    public string? WaitFor { get; init; }

    /// <summary>The longest wait for it in seconds, 0 to 60; null: 10.</summary>
    public int? WaitForSeconds { get; init; }

    /// <summary>Whether to wait until its vectors are there too.</summary>
    public bool WaitForVectors { get; init; }
}
