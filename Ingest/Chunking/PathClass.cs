using Julie.Index.Snapshots;

namespace Julie.Ingest.Chunking;

/// <summary>What a path and the attributes for it say about a file, before anything is read.</summary>
/// <param name="Kind">Its language, as far as the name says it.</param>
/// <param name="Flags">Test, documentation, generated, vendored.</param>
/// <param name="Skip">Why it is left out; null where its content decides.</param>
/// <param name="IsData">The smaller size limit of data files holds.</param>
internal sealed record PathClass(FileKind Kind, TreeEntryFlags Flags, SkipReason? Skip, bool IsData)
{
    public Language? Language => Kind.Language;

    /// <summary>What the tree entry stores when nothing was read.</summary>
    public string LanguageId => (Language ?? LanguageByContent.Default(Kind.Hint)).Id;
}
