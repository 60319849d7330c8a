namespace Julie.Embedding.Batching;

/// <summary>The device had no room for a batch; a smaller one may fit.</summary>
internal sealed class DeviceMemoryException(string message, Exception inner) : Exception(message, inner)
{
    /// <summary>ONNX Runtime has no error code of its own for a full device; these are the words of its allocators and of CUDA's libraries.</summary>
    public static bool IsMeantBy(string message) =>
        message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
        || message.Contains("Failed to allocate memory", StringComparison.OrdinalIgnoreCase)
        || message.Contains("ALLOC_FAILED", StringComparison.Ordinal)
        || message.Contains("ALLOCATION_FAILED", StringComparison.Ordinal)
        || message.Contains("bad_alloc", StringComparison.Ordinal);
}
