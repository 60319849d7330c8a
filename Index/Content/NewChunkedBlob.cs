using Julie.Contracts.Api;

namespace Julie.Index.Content;

/// <summary>Content of one blob in one language, ready to store.</summary>
/// <param name="Blob">Identity of the content.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Language">Language that it was cut as.</param>
/// <param name="SkipReason">Null for content that was cut; else why it is left out, with no chunks and no symbols.</param>
/// <param name="Chunks">Chunks in the order of the file.</param>
/// <param name="Symbols">Symbols that the blob defines.</param>
public sealed record NewChunkedBlob(
    BlobKey Blob, long Size, string Language, string? SkipReason, IReadOnlyList<NewChunk> Chunks, IReadOnlyList<NewSymbol> Symbols)
{
    /// <summary>The whole text, secrets masked: what patterns are looked for in and files are shown from. Null where it is left out.</summary>
    public string? Text { get; init; }

    /// <summary>Secrets that were masked in it.</summary>
    public IReadOnlyList<MaskedSecret> Secrets { get; init; } = [];
}
