namespace Julie.Index.Search;

/// <summary>One place in the code.</summary>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Repository">Its name.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="StartLine">First line, from 1.</param>
/// <param name="EndLine">Last line, inclusive.</param>
/// <param name="Symbol">Qualified symbol.</param>
/// <param name="Kind">Kind of the symbol.</param>
/// <param name="Language">Language of the file.</param>
/// <param name="Commit">Commit of the snapshot.</param>
/// <param name="Score">Fused score, comparable within one outcome only.</param>
/// <param name="Snippet">Text of the chunk.</param>
/// <param name="AlsoIn">How many other readable files in scope hold the same passage.</param>
public sealed record SearchHit(
    long RepositoryId, string Repository, string Path, int StartLine, int EndLine, string? Symbol, string? Kind,
    string Language, string Commit, double Score, string Snippet, int AlsoIn)
{
    /// <summary>Full name of the ref that the place is in.</summary>
    public string Ref { get; init; } = "";

    /// <summary>Whether a newer head of that ref is known than the one that the place is from.</summary>
    public bool Stale { get; init; }

    /// <summary>Cosine of the passage's vector with the query's, −1 to 1; null where one of them has none.</summary>
    public double? Similarity { get; init; }
}
