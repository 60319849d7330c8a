using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers;

namespace Julie.Bench.Embedding;

/// <summary>A 12-layer, 384-wide encoder in fp32 on the processor: the engine, its peer and the bare runtime take turns on the same passages.</summary>
internal static class EncoderBenchmark
{
    private const int Rounds = 3;
    private const int Passages = 128;
    private const int PeerBatch = 32;

    /// <param name="tokenizer">A BERT <c>tokenizer.json</c>.</param>
    /// <param name="repositories">Git repositories whose passages are embedded.</param>
    public static async Task<int> RunAsync(string tokenizer, IReadOnlyList<string> repositories)
    {
        var models = EncoderModel.Write(tokenizer);
        var stored = new ModelStore(models).Load(EncoderModel.Id);
        var counter = TokenizerFactory.Create(stored);
        var all = new List<string>();
        foreach (var repository in repositories)
        {
            all.AddRange(await RepositoryPassages.ReadAsync(repository, counter, 250, 480));
        }

        // The same ones in every run: a sample, since a pass over all takes minutes.
        var sample = all.ToArray();
        new Random(1).Shuffle(sample);
        sample = [.. sample.Take(Passages)];
        var lengths = sample.Select(text => counter.CountTokens(text)).ToArray();
        var tokens = lengths.Sum();
        Console.WriteLine($"{all.Count:N0} passages, of which {sample.Length:N0} are embedded: {tokens:N0} tokens, {lengths.Average():F0} on average, {lengths.Min()} to {lengths.Max()}");

        await using var engine = await Engine.OpenAsync(models, EncoderModel.Id, ("Device", "Cpu"));
        using var peer = await NodePeer.StartAsync(models, EncoderModel.Id, sample);
        var bare = new BareRuntime(stored.PathOf("onnx/model.onnx"), EncoderModel.Output);
        var (ours, given, sorted, limit) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var settings = "";
        await engine.EmbedAsync([.. sample.Take(16)]);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(tokens / await engine.EmbedAsync(sample));
            given.Add(tokens / await peer.EmbedAsync("given", PeerBatch));
            sorted.Add(tokens / await peer.EmbedAsync("sorted", PeerBatch));
            (var speed, settings) = bare.Best(lengths, [256, 512, 1024], 30000, "token_type_ids");
            limit.Add(speed);
        }

        Console.WriteLine($"""

            | 12 layers, 384 wide, fp32, {Environment.ProcessorCount} cores, best (median) of {Rounds} | tokens/s | engine against it |
            |---|---|---|
            | engine, texts in, vectors out | {Text(ours)} | |
            | @huggingface/transformers, batches of {PeerBatch} in given order | {Text(given)} | {ours.Max() / given.Max():F2} |
            | @huggingface/transformers, batches of {PeerBatch} sorted by length | {Text(sorted)} | {ours.Max() / sorted.Max():F2} |
            | bare ONNX Runtime, equal lengths, best setting ({settings}) | {Text(limit)} | {ours.Max() / limit.Max():F2} |
            """);
        return 0;
    }

    private static string Text(List<double> speeds) => $"{speeds.Max():N0} ({speeds.Order().ElementAt(speeds.Count / 2):N0})";
}
