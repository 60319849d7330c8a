namespace Julie.Embedding.Manifest;

/// <summary><c>models/&lt;id&gt;/model.lock.json</c>: what <c>julie models pull</c> got, for the files whose hash the manifest does not know.</summary>
/// <param name="Repository">The manifest's source at that time.</param>
/// <param name="Revision">The manifest's revision at that time: a branch, perhaps.</param>
/// <param name="Files">Each with its hash and size.</param>
/// <param name="Commit">The commit that the hub said it is; absent where it said none.</param>
public sealed record ModelLock(string Repository, string Revision, IReadOnlyList<LockedFile> Files, string? Commit = null)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "model.lock.json";
}
