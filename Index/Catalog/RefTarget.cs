namespace Julie.Index.Catalog;

/// <summary>A tracked ref with what a sync needs to know about it.</summary>
/// <param name="RefId">Key of the ref.</param>
/// <param name="RepositoryId">Key of its repository.</param>
/// <param name="RepositoryName">Name of its repository.</param>
/// <param name="Url">Where to fetch from.</param>
/// <param name="RefName">Full name: <c>refs/heads/main</c>.</param>
/// <param name="IsDefault">Whether it is the default ref: only that one is in <c>passage_repository</c>.</param>
/// <param name="ObjectFormat"><c>sha1</c> or <c>sha256</c>.</param>
/// <param name="AppliedCommit">Commit that the index holds; null before the first apply.</param>
public sealed record RefTarget(
    long RefId, long RepositoryId, string RepositoryName, string Url, string RefName, bool IsDefault, string ObjectFormat, string? AppliedCommit)
{
    /// <summary>The rules that its entries were classified by; null where that is not known.</summary>
    public string? Rules { get; init; }
}
