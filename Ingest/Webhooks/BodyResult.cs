namespace Julie.Ingest.Webhooks;

/// <summary>How reading a body ended.</summary>
internal enum BodyResult
{
    Complete,
    TooLarge,
    TooBusy,
    TooSlow,
}
