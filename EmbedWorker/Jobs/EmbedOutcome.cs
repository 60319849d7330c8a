namespace Julie.EmbedWorker.Jobs;

/// <summary>A text's vector, or the error that it failed with.</summary>
internal readonly record struct EmbedOutcome(ReadOnlyMemory<float> Vector, string? Error);
