namespace Julie.Index.Snapshots;

/// <summary>Which files of a repository are wanted.</summary>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Ref">Full or short name of a ref; null for the default one.</param>
/// <param name="State">Only those of this state.</param>
/// <param name="Reason">Only those skipped for this reason.</param>
/// <param name="Path">Only those whose path matches, as in the query's <c>path:</c>.</param>
/// <param name="WithSecrets">Only those in which secrets were masked.</param>
/// <param name="After">Only those behind this path.</param>
/// <param name="Limit">At most so many.</param>
public sealed record FileQuery(
    long RepositoryId, string? Ref, string? State, string? Reason, string? Path, bool WithSecrets, string? After, int Limit);
