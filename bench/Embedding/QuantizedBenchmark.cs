using Julie.Embedding.Manifest;
using Julie.Embedding.Quantization;
using Julie.Embedding.Tokenizers;
using Julie.Graphs;

namespace Julie.Bench.Embedding;

/// <summary>A 12-layer, 384-wide encoder on the processor, in fp32 and as <c>julie models quantize</c> writes it, taking turns on the same passages.</summary>
internal static class QuantizedBenchmark
{
    private const int Rounds = 3;
    private const int Passages = 96;
    private const string Id = "encoder-12x384-code";

    /// <param name="repositories">Git repositories whose passages are embedded.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> repositories)
    {
        var models = Path.GetFullPath("artifacts/bench-models");
        WriteModel(Path.Combine(models, Id));
        var store = new ModelStore(models);
        var eight = new ModelQuantizer(store).Quantize(Id, new QuantizationOptions(Precision.Int8, Overwrite: true), CancellationToken.None);

        var counter = TokenizerFactory.Create(store.Load(Id));
        var all = new List<string>();
        foreach (var repository in repositories)
        {
            all.AddRange(await RepositoryPassages.ReadAsync(repository, counter, 250, 480));
        }

        var sample = all.ToArray();
        new Random(1).Shuffle(sample);
        sample = [.. sample.Take(Passages)];
        var tokens = sample.Sum(text => counter.CountTokens(text));
        Console.WriteLine($"{all.Count:N0} passages, of which {sample.Length:N0} are embedded: {tokens:N0} tokens");

        await using var single = await Engine.OpenAsync(models, Id, ("Device", "Cpu"));
        await using var quantized = await Engine.OpenAsync(models, eight.Id, ("Device", "Cpu"));
        var (before, after) = (new List<Speed>(), new List<Speed>());
        for (var round = 0; round < Rounds; round++)
        {
            before.Add(await MeasureAsync(single, sample, tokens));
            after.Add(await MeasureAsync(quantized, sample, tokens));
        }

        // Neighbours in time, and processor time, which other programs hardly change.
        Console.WriteLine($"""

            | 12 layers, 384 wide, {Environment.ProcessorCount} cores, best (median) of {Rounds} | tokens/s | tokens per second of a processor | size |
            |---|---|---|---|
            | fp32 | {Text(before.ConvertAll(speed => speed.Wall))} | {Text(before.ConvertAll(speed => speed.Processor))} | {eight.BytesBefore / 1e6:F0} MB |
            | int8 | {Text(after.ConvertAll(speed => speed.Wall))} | {Text(after.ConvertAll(speed => speed.Processor))} | {eight.BytesAfter / 1e6:F0} MB |
            | times as fast, median of neighbouring runs | {Ratio(before, after, speed => speed.Wall):F2} | {Ratio(before, after, speed => speed.Processor):F2} | |
            """);
        return 0;
    }

    private static async Task<Speed> MeasureAsync(Engine engine, string[] texts, int tokens)
    {
        var start = Environment.CpuUsage.TotalTime;
        var seconds = await engine.EmbedAsync(texts);
        return new Speed(tokens / seconds, tokens / (Environment.CpuUsage.TotalTime - start).TotalSeconds);
    }

    private static double Ratio(List<Speed> before, List<Speed> after, Func<Speed, double> of) =>
        before.Zip(after, (slow, fast) => of(fast) / of(slow)).Order().ElementAt(Rounds / 2);

    /// <summary>bge-small's shape over the vocabulary that the repository ships: weights are random, so its tokens are as good as any.</summary>
    private static void WriteModel(string folder)
    {
        Directory.CreateDirectory(folder);
        var vocabulary = Path.Combine(folder, "vocab.txt");
        File.Copy(Path.Combine("models", "julie-static-v2", "vocab.txt"), vocabulary, overwrite: true);
        BertGraph.Write(Path.Combine(folder, "model.onnx"), BertConfig.BgeSmall with { Vocabulary = File.ReadLines(vocabulary).Count() });
        ManifestWriter.Write(folder, new ModelManifest
        {
            Id = Id,
            DisplayName = "Encoder of 12 layers with random weights",
            Provider = ModelProvider.Onnx,
            Dimensions = BertConfig.BgeSmall.Hidden,
            Pooling = Pooling.Cls,
            Normalize = true,
            MaxTokens = BertConfig.BgeSmall.Positions,
            Tokenizer = new TokenizerManifest(TokenizerType.Code, ["vocab.txt"]),
            Onnx = new OnnxManifest("model.onnx", BertGraph.Output),
            Revision = "1",
            License = "MIT",
            Files = [new ModelFile("model.onnx"), new ModelFile("vocab.txt")],
        });
    }

    private static string Text(List<double> speeds) => $"{speeds.Max():N0} ({speeds.Order().ElementAt(speeds.Count / 2):N0})";

    /// <param name="Wall">Tokens a second.</param>
    /// <param name="Processor">Tokens a second of processor time, all threads added.</param>
    private readonly record struct Speed(double Wall, double Processor);
}
