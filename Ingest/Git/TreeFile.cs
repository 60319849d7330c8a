namespace Julie.Ingest.Git;

/// <summary>One line of <c>git ls-tree</c>.</summary>
/// <param name="Path">As text: bytes that are no UTF-8 are written as <c>\xNN</c>.</param>
/// <param name="Mode">Mode bits: 0o100644, 0o120000 for a link, 0o160000 for a submodule.</param>
/// <param name="ObjectId">Lower hex.</param>
/// <param name="Size">Bytes; null for a submodule, or where the object is missing from the store.</param>
/// <param name="IsPathCut">The path is longer than any system can open: only its beginning and a hash are here.</param>
internal sealed record TreeFile(string Path, int Mode, string ObjectId, long? Size, bool IsPathCut = false)
{
    public const int Link = 0xA000;
    public const int Submodule = 0xE000;

    public int Type => Mode & 0xF000;
}
