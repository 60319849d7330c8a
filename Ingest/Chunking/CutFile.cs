using Julie.Contracts.Api;
using Julie.Index.Content;

namespace Julie.Ingest.Chunking;

/// <summary>What became of a file's content.</summary>
/// <param name="Language">Language that it was cut as.</param>
/// <param name="Skip">Why it is left out; then there are no chunks and no symbols.</param>
/// <param name="Chunks">In the order of the file.</param>
/// <param name="Symbols">In the order of the file.</param>
internal sealed record CutFile(Language Language, SkipReason? Skip, IReadOnlyList<NewChunk> Chunks, IReadOnlyList<NewSymbol> Symbols)
{
    /// <summary>Its whole text, masked; null where it is left out.</summary>
    public string? Text { get; init; }

    /// <summary>What was masked in its text.</summary>
    public IReadOnlyList<MaskedSecret> Secrets { get; init; } = [];

    /// <summary>Why it would be left out if the repository's attributes did not let it in.</summary>
    public SkipReason? Otherwise { get; init; }

    public static CutFile Skipped(Language language, SkipReason reason) => new(language, reason, [], []);
}
