namespace Julie.Index.Content;

/// <summary>What the index holds for a chunked blob.</summary>
/// <param name="SkipReason">Null when it was cut into chunks (perhaps none, for an empty file); else why its content was left out.</param>
public readonly record struct ChunkedBlobState(string? SkipReason);
