namespace Julie.Client;

/// <summary>What a search for definitions says beside its query.</summary>
public sealed record SymbolOptions
{
    /// <summary>How many, 1 to 100; null: 10.</summary>
    public int? Limit { get; init; }

    /// <summary>What the page before answered as <c>Next</c>, with the same query.</summary>
    public string? Cursor { get; init; }

    /// <summary>Branches and tags to search instead of the default branches.</summary>
    public IReadOnlyList<string> Refs { get; init; } = [];
}
