using System.Diagnostics;

using Julie.Embedding.Batching;
using Julie.Embedding.Manifest;
using Julie.Embedding.Onnx;
using Julie.Embedding.Tokenizers;

using Microsoft.ML.OnnxRuntime;

namespace Julie.Bench.Embedding;

/// <summary>The built-in model: the whole engine, its tokenizer alone, and plain ONNX Runtime with everything prepared, on the same passages.</summary>
internal static class StaticBenchmark
{
    private const string Model = "julie-static-v2";
    private const int Rounds = 5;

    public static async Task<int> RunAsync(IReadOnlyList<string> repositories)
    {
        var stored = new ModelStore("models").Load(Model);
        var tokenizer = TokenizerFactory.Create(stored);
        var passages = new List<string>();
        foreach (var repository in repositories)
        {
            passages.AddRange(await RepositoryPassages.ReadAsync(repository, tokenizer, 250, 480));
        }

        var rows = passages.Select(text => TokenRow.Bag([.. tokenizer.EncodeToIds(text)])).ToArray();
        var tokens = rows.Sum(row => (long)row.Tokens);
        Console.WriteLine($"{passages.Count:N0} passages, {tokens:N0} tokens (mean {tokens / (double)passages.Count:F0}), {rows.Sum(row => (long)row.Length):N0} distinct within their passage");

        await using var engine = await Engine.OpenAsync("models", Model);
        var (whole, tokenize, plain) = (new List<double>(), new List<double>(), new List<double>());
        await engine.EmbedAsync(passages);
        for (var round = 0; round < Rounds; round++)
        {
            whole.Add(tokens / await engine.EmbedAsync(passages));
            tokenize.Add(tokens / Seconds(() => Parallel.ForEach(passages, text => tokenizer.EncodeToIds(text))));
            plain.Add(tokens / Plain(stored, rows));
        }

        var bandwidth = MemoryBandwidth.Measure();
        var best = whole.Max();
        var read = rows.Sum(row => (long)row.Length) * (double)stored.Manifest.Dimensions / tokens;
        Console.WriteLine($"""

            | built-in model, {Environment.ProcessorCount} cores, best (median) of {Rounds} | tokens/s | passages/s |
            |---|---|---|
            | engine: tokenise, count, batch, infer, normalise | {Text(whole)} | {best * passages.Count / tokens:N0} |
            | its tokenizer alone, every core | {Text(tokenize)} | |
            | plain ONNX Runtime on prepared bags, sorted by length | {Text(plain)} | |

            Memory bandwidth {bandwidth:F1} GB/s; the model's vectors read by the engine: {best * read / 1e9:F2} GB/s ({read:F0} bytes a token).
            """);
        return 0;
    }

    /// <summary>Seconds of ONNX Runtime alone: bags at hand, sorted by length, one batch a core at a time.</summary>
    private static double Plain(StoredModel stored, TokenRow[] rows)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, EnableMemoryPattern = false };
        using var session = new InferenceSession(stored.PathOf("model.onnx"), options);
        using var graph = new OnnxGraph(session, stored.Manifest, "model.onnx");
        var batches = rows.OrderBy(row => row.Length).Chunk(32).ToArray();
        return Seconds(() => Parallel.ForEach(batches, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, batch =>
            graph.Run(batch, Julie.Embedding.EmbedSide.Document, new float[batch.Length * graph.Dimensions], CancellationToken.None)));
    }

    private static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Text(List<double> speeds) => $"{speeds.Max():N0} ({speeds.Order().ElementAt(speeds.Count / 2):N0})";
}
