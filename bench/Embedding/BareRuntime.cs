using System.Diagnostics;

using Microsoft.ML.OnnxRuntime;

namespace Julie.Bench.Embedding;

/// <summary>
/// ONNX Runtime fed with perfect batches: equal lengths, no padding, token ids at hand, nothing read of the answer. What a machine can do with a
/// graph, to measure the engine against.
/// </summary>
internal sealed class BareRuntime(string file, string output)
{
    /// <summary>Which of these settings is the fastest here.</summary>
    /// <param name="lengths">Tokens of each text. Texts of like length share a batch, and each batch runs as if all its texts were as long as they are on average.</param>
    /// <param name="budgets">Tokens of a batch to try.</param>
    /// <param name="vocabulary">Ids are below it.</param>
    /// <param name="sideInput">Name of a third input, all zeros, or null.</param>
    public (int Concurrency, int Threads, int Budget) Best(IReadOnlyList<int> lengths, int[] budgets, int vocabulary, string? sideInput)
    {
        var (best, most) = ((0, 0, 0), 0d);
        foreach (var (concurrency, threads) in new[] { (1, Environment.ProcessorCount), (Environment.ProcessorCount, 1) })
        {
            using var session = Open(threads);
            foreach (var budget in budgets)
            {
                var speed = Run(session, lengths, budget, concurrency, vocabulary, sideInput);
                Console.Error.WriteLine($"    bare ONNX Runtime, {concurrency} at a time on {threads} threads, batches of {budget}: {speed:N0} tokens/s");
                if (speed > most)
                {
                    (best, most) = ((concurrency, threads, budget), speed);
                }
            }
        }

        return best;
    }

    public InferenceSession Open(int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL, EnableMemoryPattern = false };
        return new InferenceSession(file, options);
    }

    /// <returns>Tokens a second.</returns>
    public double Run(InferenceSession session, IReadOnlyList<int> lengths, int budget, int concurrency, int vocabulary, string? sideInput)
    {
        var batches = PerfectBatches([.. lengths.OrderDescending()], budget).ToArray();
        RunOne(session, batches[0], vocabulary, sideInput);
        var next = -1;
        var start = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, concurrency).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var i = Interlocked.Increment(ref next); i < batches.Length; i = Interlocked.Increment(ref next))
                {
                    RunOne(session, batches[i], vocabulary, sideInput);
                }
            },
            TaskCreationOptions.LongRunning)).ToArray();
        Task.WaitAll(threads);
        return batches.Sum(batch => (long)batch.Length * batch.Rows) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Longest first, so that the last ones to end are short.</summary>
    private static IEnumerable<(int Length, int Rows)> PerfectBatches(int[] descending, int budget)
    {
        for (var start = 0; start < descending.Length;)
        {
            var rows = Math.Clamp(budget / descending[start], 1, descending.Length - start);
            yield return ((int)Math.Round(descending.AsSpan(start, rows).ToArray().Average()), rows);
            start += rows;
        }
    }

    private void RunOne(InferenceSession session, (int Length, int Rows) batch, int vocabulary, string? sideInput)
    {
        var count = batch.Length * batch.Rows;
        long[] shape = [batch.Rows, batch.Length];
        var ids = new long[count];
        for (var i = 0; i < count; i++)
        {
            ids[i] = ((long)i * 7919) % vocabulary;
        }

        var mask = new long[count];
        Array.Fill(mask, 1);
        using var idsValue = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var sideValue = OrtValue.CreateTensorValueFromMemory(new long[count], shape);
        using var options = new RunOptions();
        string[] names = ["input_ids", "attention_mask", .. sideInput is null ? Array.Empty<string>() : [sideInput]];
        OrtValue[] values = sideInput is null ? [idsValue, maskValue] : [idsValue, maskValue, sideValue];
        using var results = session.Run(options, names, values, [output]);
    }
}
