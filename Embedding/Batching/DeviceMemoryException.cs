namespace Julie.Embedding.Batching;

/// <summary>The device had no room for a batch; a smaller one may fit.</summary>
internal sealed class DeviceMemoryException(string message, Exception inner) : Exception(message, inner);
