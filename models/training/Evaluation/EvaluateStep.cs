using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text;

using Julie.Embedding.Tokenizers;
using Julie.Training.Learning;

namespace Julie.Training.Evaluation;

/// <summary>Figures of a trained model.</summary>
internal static class EvaluateStep
{
    public static async Task RunAsync(Arguments arguments)
    {
        var tokenizer = TrainStep.OpenTokenizer(arguments.Need("vocabulary"));
        var model = StaticModel.Load(arguments.Need("weights"));
        if (arguments.Find("cosqa") is { } folder && Directory.Exists(folder))
        {
            var set = CosQa.Read(folder);
            Report(set, tokenizer, model);
            Speed(tokenizer, set);
            if (arguments.Find("model") is { } exported)
            {
                await ShippedModel.ReportAsync(exported, set).ConfigureAwait(false);
            }
        }
        else
        {
            Console.WriteLine("CosQA is absent: skipped");
        }

        if (arguments.Find("pairs") is { } pairs)
        {
            Console.WriteLine($"held-out repositories: MRR {HeldOutRanking.Summary(model, Samples.Read(pairs, tokenizer, TrainStep.HeldOut(arguments)))}");
        }
    }

    public static void Report(CosQa set, CodeTokenizer tokenizer, StaticModel model)
    {
        Report("CosQA", set, tokenizer, model);
        Report("CosQA, documentation removed", set.WithoutDocumentation(), tokenizer, model);
    }

    private static void Report(string title, CosQa set, CodeTokenizer tokenizer, StaticModel model)
    {
        var documents = set.Functions.Select(function => tokenizer.EncodeToIds(function)).ToList();
        var vectors = documents.ConvertAll(document => Embed(model, document, StaticModel.Document));
        var bm25 = new Bm25(documents);
        float[] Dense(string query)
        {
            var vector = Embed(model, tokenizer.EncodeToIds(query), StaticModel.Query);
            return [.. vectors.Select(document => TensorPrimitives.Dot<float>(vector, document))];
        }

        float[] Lexical(string query) => bm25.Score(tokenizer.EncodeToIds(query));

        Console.WriteLine($"{title}: MRR vectors {set.Mrr(Dense):F3}, BM25 {set.Mrr(Lexical):F3}, fused {set.Mrr(query => Fuse(Dense(query), Lexical(query))):F3}");
    }

    /// <summary>Reciprocal rank fusion with the usual constant of 60.</summary>
    private static float[] Fuse(params float[][] lists)
    {
        var fused = new float[lists[0].Length];
        foreach (var list in lists)
        {
            var order = Enumerable.Range(0, list.Length).OrderByDescending(i => list[i]).ToArray();
            for (var rank = 0; rank < order.Length; rank++)
            {
                fused[order[rank]] += 1f / (60 + rank + 1);
            }
        }

        return fused;
    }

    private static float[] Embed(StaticModel model, IReadOnlyList<int> text, int side) => model.Embed([.. text], side);

    private static void Speed(CodeTokenizer tokenizer, CosQa set)
    {
        var text = string.Join('\n', set.Functions);
        var bytes = Encoding.UTF8.GetByteCount(text);
        var best = TimeSpan.MaxValue;
        var tokens = 0;
        for (var i = 0; i < 20; i++)
        {
            var clock = Stopwatch.StartNew();
            tokens = tokenizer.CountTokens(text);
            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        Console.WriteLine($"tokenizer: {bytes / best.TotalSeconds / 1e6:F0} MB/s on one core, {bytes / (double)tokens:F1} bytes a token");
    }
}
