namespace Julie.Embedding.Onnx;

/// <summary>Where a session runs.</summary>
/// <param name="Name"><c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>.</param>
/// <param name="Note">Why no device was taken that <c>auto</c> prefers.</param>
internal sealed record OnnxDevice(string Name, string? Note = null);
