namespace Julie.Embedding.Onnx;

/// <summary>Where a session runs and how it is fed.</summary>
/// <param name="Name"><c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>.</param>
/// <param name="ConcurrentBatches">Batches that may run at the same time.</param>
/// <param name="BatchTokens">Most padded tokens of a batch.</param>
/// <param name="Note">Why no device was taken that <c>auto</c> prefers.</param>
internal sealed record OnnxDevice(string Name, int ConcurrentBatches, int BatchTokens, string? Note = null);
