namespace Julie.Contracts.Api;

/// <summary>Answer of <c>GET /api/repositories/{id}/files</c>: the files of a ref, each in exactly one state (law 5).</summary>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Repository">Its name.</param>
/// <param name="Ref">The ref.</param>
/// <param name="Commit">Commit that the index holds; null before the first sync ended.</param>
/// <param name="Counts">All files of the ref that match <c>path</c>, whatever their state; on the first page only.</param>
/// <param name="Files">Files in the order of their paths.</param>
/// <param name="Next">What to send as <c>cursor</c> for the next page; null on the last one.</param>
public sealed record RepositoryFiles(
    long RepositoryId, string Repository, string Ref, string? Commit, FileStateCounts? Counts, IReadOnlyList<FileStatus> Files, string? Next);

/// <summary>Files by state.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Indexed">Searchable ones.</param>
/// <param name="Skipped">Those left out, by reason.</param>
/// <param name="Failed">Those that could not be indexed; the next sync tries them again.</param>
/// <param name="Pending">Those not looked at yet.</param>
/// <param name="WithSecrets">Indexed ones in which secrets were masked.</param>
public sealed record FileStateCounts(long Total, long Indexed, IReadOnlyDictionary<string, long> Skipped, long Failed, long Pending, long WithSecrets);

/// <summary>One file.</summary>
/// <param name="Path">Its path; bytes that are no UTF-8 are written as <c>\xNN</c>.</param>
/// <param name="State">indexed, skipped, failed or pending.</param>
/// <param name="Reason">Why it was skipped, or the error that it failed with.</param>
/// <param name="Language">Its language.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Flags">test, documentation, generated, vendored.</param>
/// <param name="Secrets">What was masked in it.</param>
public sealed record FileStatus(
    string Path, string State, string? Reason, string Language, long Size, IReadOnlyList<string> Flags, IReadOnlyList<MaskedSecret> Secrets);
