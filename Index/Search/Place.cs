using Julie.Index.Snapshots;

namespace Julie.Index.Search;

/// <summary>A file in scope that holds a passage.</summary>
internal sealed record Place(
    long RepositoryId, string Repository, string Path, int StartLine, int EndLine, string? Symbol, string? Kind, string Language,
    TreeEntryFlags Flags, string Commit, string Ref);
