using System.Diagnostics;
using System.Numerics.Tensors;

namespace Julie.Bench.Embedding;

/// <summary>What the machine's memory gives: every core sums numbers that no cache holds.</summary>
internal static class MemoryBandwidth
{
    private const int Numbers = 64 << 20; // 256 MB a core

    /// <summary>GB (10^9 bytes) a second, best of five.</summary>
    public static double Measure()
    {
        var arrays = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new float[Numbers]).ToArray();
        Array.ForEach(arrays, array => Array.Fill(array, 1));
        return Enumerable.Range(0, 5).Max(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            Parallel.ForEach(arrays, array => TensorPrimitives.Sum<float>(array));
            return arrays.Length * (double)Numbers * sizeof(float) / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
        });
    }
}
