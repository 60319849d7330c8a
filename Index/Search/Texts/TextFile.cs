using Julie.Index.Snapshots;

namespace Julie.Index.Search.Texts;

/// <summary>A file in scope that may hold what is required.</summary>
/// <param name="TextId">Key of its text.</param>
/// <param name="EntryId">Key of the tree entry.</param>
/// <param name="RepositoryId">Key of the repository.</param>
/// <param name="Repository">Its name.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="Language">Its language.</param>
/// <param name="Flags">What the path says: test, documentation, generated, vendored.</param>
/// <param name="Commit">Commit of the snapshot.</param>
/// <param name="Ref">Full name of the ref.</param>
/// <param name="Bits">Which conditions on files hold of it, in the order of their list.</param>
internal sealed record TextFile(
    long TextId, long EntryId, long RepositoryId, string Repository, string Path, string Language, TreeEntryFlags Flags, string Commit, string Ref, bool[] Bits)
{
    /// <summary>Its place in the order of an answer: plain code first, then by name. It stays where it is, whatever is indexed meanwhile.</summary>
    public TextFileKey Key => new((int)Flags, Repository, Path, Ref);
}

/// <summary>Where a page of files ends.</summary>
/// <param name="Flags">What the path says.</param>
/// <param name="Repository">Name of the repository.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="Ref">Full name of the ref.</param>
public sealed record TextFileKey(int Flags, string Repository, string Path, string Ref);
