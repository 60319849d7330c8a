namespace Julie.Embedding.Onnx;

/// <summary>How a graph is fed where the options leave it open: what measured best (bench/Embedding, docs/benchmarks.md).</summary>
internal static class OnnxDefaults
{
    /// <summary>With a batch a core, no core waits for another at every operator.</summary>
    public static int CpuThreads => 1;

    /// <param name="device">Name of the device.</param>
    /// <param name="bags">Whether the graph adds up bags of tokens.</param>
    /// <returns>Batches at the same time, and most padded tokens of each.</returns>
    public static (int ConcurrentBatches, int BatchTokens) Of(string device, bool bags) => (device, bags) switch
    {
        // An encoder's layer of few tokens stays in a core's cache; more tokens only push it out.
        ("cpu", false) => (Environment.ProcessorCount, 256),
        // A table is looked up so quickly that calling the runtime is what costs.
        ("cpu", true) => (Environment.ProcessorCount, 4096),
        // One is copied while the other computes.
        _ => (2, 32768),
    };
}
