namespace Julie.Chaos.Tests.Remotes;

/// <summary>A file of a tree: its mode, and its content or (160000) another repository's commit.</summary>
internal sealed record TreeItem(string Mode, byte[] Content)
{
    public const string File = "100644";
    public const string Program = "100755";
    public const string Link = "120000";
    public const string Submodule = "160000";
}
