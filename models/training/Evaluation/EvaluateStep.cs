using System.Diagnostics;
using System.Text;

using Julie.Embedding.Tokenizers;
using Julie.Training.Learning;

namespace Julie.Training.Evaluation;

/// <summary>Figures of a trained model.</summary>
internal static class EvaluateStep
{
    /// <summary>What the vectors' scores count of the whole.</summary>
    private static readonly float[] Shares = [0.6f, 0.7f, 0.8f, 0.9f];

    public static async Task RunAsync(Arguments arguments)
    {
        var tokenizer = TrainStep.OpenTokenizer(arguments.Need("vocabulary"));
        var model = StaticModel.Load(arguments.Need("weights"));
        if (arguments.Find("cosqa") is { } folder && Directory.Exists(folder))
        {
            var set = CosQa.Read(folder);
            var without = set.WithoutDocumentation();
            Report("CosQA", set, tokenizer, model);
            Report("CosQA, documentation removed", without, tokenizer, model);
            Report("CosQA as passages", set.AsPassages(), tokenizer, model);
            Report("CosQA as passages, documentation removed", without.AsPassages(), tokenizer, model);
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

        if (arguments.Find("code-search") is { } questions)
        {
            Report(CodeSearch.Read(questions, arguments.Need("checkouts")), tokenizer, model);
        }

        if (arguments.Find("held-out") is { Length: > 0 })
        {
            Console.WriteLine($"held-out repositories: MRR {HeldOutRanking.Summary(model, Samples.Read(arguments.Need("pairs"), tokenizer, TrainStep.HeldOut(arguments)))}");
        }
    }

    private static void Report(string title, CosQa set, CodeTokenizer tokenizer, StaticModel model)
    {
        var functions = new Searched(set.Functions, tokenizer, model);
        Console.WriteLine(
            $"{title}: MRR vectors {set.Mrr(functions.ByVector):F3}, BM25 {set.Mrr(functions.ByTerms):F3}, fused by rank {set.Mrr(functions.ByRanks):F3}, "
            + $"by score {string.Join(", ", Shares.Select(share => $"{share:F1}: {set.Mrr(query => functions.ByScores(share, query)):F3}"))}");
    }

    private static void Report(CodeSearch set, CodeTokenizer tokenizer, StaticModel model)
    {
        var ways = new (string Name, Func<Searched, Func<string, float[]>> Search)[]
        {
            ("vectors", searched => searched.ByVector),
            ("BM25", searched => searched.ByTerms),
            ("fused by rank", searched => searched.ByRanks),
            ("fused by score, 0.5", searched => query => searched.ByScores(0.5f, query)),
        };
        foreach (var (name, search) in ways)
        {
            var scores = set.Ndcg(windows => search(new Searched(windows.Select(window => window.Text), tokenizer, model))).ToList();
            Console.WriteLine(
                $"code search, {name}: NDCG@10 {scores.Average(score => score.Ndcg):F3} ({string.Join(' ', scores.Select(score => $"{score.Repository} {score.Ndcg:F3}"))})");
        }
    }

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
