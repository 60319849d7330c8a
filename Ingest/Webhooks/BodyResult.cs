namespace Julie.Ingest.Webhooks;

/// <summary>How reading a body ended.</summary>
internal enum BodyResult
{
    Complete,
    TooLarge,
    TooBusy,
    TooSlow,

    /// <summary>Chunks that are none, or a length that is not kept.</summary>
    Broken,
}
