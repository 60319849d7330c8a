namespace Julie.Index.Catalog;

/// <summary>What a repository's refs became.</summary>
/// <param name="Added">Names of refs that are tracked from now on.</param>
/// <param name="Removed">Names of refs that are not any more: nothing of them is found.</param>
public sealed record TrackedRefs(IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    /// <summary>As it was.</summary>
    public static TrackedRefs Unchanged { get; } = new([], []);
}
