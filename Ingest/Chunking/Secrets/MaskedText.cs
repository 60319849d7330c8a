using Julie.Contracts.Api;

namespace Julie.Ingest.Chunking.Secrets;

/// <summary>A text without its secrets.</summary>
/// <param name="Text">As long as it was, with the same lines.</param>
/// <param name="Secrets">What was masked.</param>
internal sealed record MaskedText(string Text, IReadOnlyList<MaskedSecret> Secrets);
