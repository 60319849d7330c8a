using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers;

namespace Julie.Bench.Embedding;

/// <summary>A 12-layer, 384-wide encoder in fp32 on the processor: the engine, its peer and the bare runtime take turns on the same passages.</summary>
internal static class EncoderBenchmark
{
    private const int Rounds = 5;
    private const int Passages = 128;
    private const int PeerBatch = 32;
    private const int Vocabulary = 30000;
    private static readonly int[] Budgets = [256, 512];

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
        await engine.EmbedAsync([.. sample.Take(16)]);
        var (concurrency, threads, budget) = bare.Best(lengths, Budgets, Vocabulary, "token_type_ids");
        using var session = bare.Open(threads);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(tokens / await engine.EmbedAsync(sample));
            given.Add(tokens / await peer.EmbedAsync("given", PeerBatch));
            sorted.Add(tokens / await peer.EmbedAsync("sorted", PeerBatch));
            limit.Add(bare.Run(session, lengths, budget, concurrency, Vocabulary, "token_type_ids"));
        }

        Console.WriteLine($"""

            | 12 layers, 384 wide, fp32, {Environment.ProcessorCount} cores, best (median) of {Rounds} | tokens/s | engine against it: best, median of the rounds |
            |---|---|---|
            | engine, texts in, vectors out | {Text(ours)} | |
            | @huggingface/transformers, batches of {PeerBatch} in given order | {Text(given)} | {Against(ours, given)} |
            | @huggingface/transformers, batches of {PeerBatch} sorted by length | {Text(sorted)} | {Against(ours, sorted)} |
            | bare ONNX Runtime, equal lengths, best setting ({concurrency} at a time on {threads} threads, {budget} tokens) | {Text(limit)} | {Against(ours, limit)} |
            """);
        return 0;
    }

    /// <summary>Best against best, and the median of neighbouring runs: what else the machine does changes from minute to minute.</summary>
    private static string Against(List<double> ours, List<double> theirs) =>
        $"{ours.Max() / theirs.Max():F2}, {ours.Zip(theirs, (a, b) => a / b).Order().ElementAt(ours.Count / 2):F2}";

    private static string Text(List<double> speeds) => $"{speeds.Max():N0} ({speeds.Order().ElementAt(speeds.Count / 2):N0})";
}
