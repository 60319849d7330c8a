namespace Julie.Client;

/// <summary>Which files of a repository to list.</summary>
public sealed record RepositoryFilesOptions
{
    /// <summary>indexed, skipped, failed or pending.</summary>
    public string? State { get; init; }

    /// <summary>Those skipped for this reason.</summary>
    public string? Reason { get; init; }

    /// <summary>A part of the path, or a pattern with <c>*</c> and <c>**</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Only files in which secrets were masked.</summary>
    public bool Secrets { get; init; }

    /// <summary>A branch or tag; null: the default branch.</summary>
    public string? Ref { get; init; }

    /// <summary>What the page before answered as <c>Next</c>.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many; null: as the service likes.</summary>
    public int? Limit { get; init; }
}
