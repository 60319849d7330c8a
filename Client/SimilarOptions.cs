namespace Julie.Client;

/// <summary>More like what, and how like.</summary>
public sealed record SimilarOptions
{
    /// <summary><c>10-40</c>, <c>10-</c> or <c>10</c>: the lines to compare with, 400 at most; null: the file's first ones.</summary>
    public string? Lines { get; init; }

    /// <summary>A branch or tag that the file is on; null: the default branch.</summary>
    public string? Ref { get; init; }

    /// <summary>Whether only copies count, changed a little at most.</summary>
    public bool Clones { get; init; }

    /// <summary>How many, 1 to 100; null: 10.</summary>
    public int? Limit { get; init; }
}
