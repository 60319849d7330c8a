namespace Julie.Client;

/// <summary>Which part of a file, and from where.</summary>
public sealed record FileTextOptions
{
    /// <summary>A branch or tag; null: the default branch.</summary>
    public string? Ref { get; init; }

    /// <summary><c>10-40</c>, <c>10-</c> or <c>10</c>; null: all of it.</summary>
    public string? Lines { get; init; }

    /// <summary>A query whose words and texts are to be lit up.</summary>
    public string? Query { get; init; }
}
