using Julie.Index.Snapshots;

namespace Julie.Ingest.Chunking;

/// <summary>What a path says about a file, before anything is read.</summary>
/// <param name="Language">Null where only a <c>#!</c> line could say it.</param>
/// <param name="Flags">Test, documentation, generated, vendored.</param>
/// <param name="Skip">Why it is left out; null where its content decides.</param>
internal sealed record PathClass(Language? Language, TreeEntryFlags Flags, SkipReason? Skip)
{
    /// <summary>What the tree entry stores when nothing was read.</summary>
    public string LanguageId => Language?.Id ?? Languages.TextId;
}
