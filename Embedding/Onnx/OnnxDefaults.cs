namespace Julie.Embedding.Onnx;

/// <summary>What measured best (bench/Embedding, docs/benchmarks.md).</summary>
internal static class OnnxDefaults
{
    /// <summary>One batch a core, each on one thread: cores that need not wait for each other at every operator.</summary>
    public static (int ConcurrentBatches, int BatchTokens) Cpu => (Environment.ProcessorCount, 2048);

    /// <summary>Two batches, so that one is copied while the other computes.</summary>
    public static (int ConcurrentBatches, int BatchTokens) Gpu => (2, 32768);

    public static int CpuThreads => 1;
}
