using System.Globalization;
using Julie.Index.Ranking;

namespace Julie.Bench.Search.Weights;

/// <summary>What the ranking's weights are worth on kept questions, and what others would be.</summary>
internal sealed class WeightsBenchmark
{
    private readonly IReadOnlyList<Question> _all;
    private readonly IReadOnlyList<Question> _fitted;
    private readonly IReadOnlyList<Question> _held;
    private readonly IReadOnlyList<Question> _test;

    private WeightsBenchmark(IReadOnlyList<Question> all, IReadOnlyList<Question> test)
    {
        (_all, _test) = (all, test);
        var number = all.Select(q => q.Repository).Distinct().Order(StringComparer.Ordinal).Index().ToDictionary(r => r.Item, r => r.Index, StringComparer.Ordinal);
        _fitted = [.. all.Where(q => number[q.Repository] % 2 == 0)];
        _held = [.. all.Where(q => number[q.Repository] % 2 == 1)];
        Console.WriteLine($"{all.Count} questions about {number.Count} repositories, {test.Count} to test");
    }

    /// <param name="what">fit, try or report.</param>
    /// <param name="files">Sets; those after <c>--test</c> are reported only.</param>
    public static async Task<int> RunAsync(string what, string[] files)
    {
        await using var system = await RunningSystem.ConnectAsync();
        var at = Array.IndexOf(files, "--test");
        var benchmark = new WeightsBenchmark(
            await ReadAsync(files[..(at < 0 ? files.Length : at)], system), await ReadAsync(at < 0 ? [] : files[(at + 1)..], system));
        switch (what)
        {
            case "fit":
                benchmark.Fit();
                break;
            case "try":
                benchmark.Try();
                break;
            default:
                benchmark.Report("as they are", RankingWeights.Product);
                break;
        }

        return 0;
    }

    private static async Task<List<Question>> ReadAsync(string[] files, RunningSystem system)
    {
        var questions = new List<Question>();
        foreach (var file in files)
        {
            questions.AddRange(await Question.ReadAsync(file, system));
        }

        return questions;
    }

    private void Fit()
    {
        Report("as they are", RankingWeights.Product);
        var best = WeightFit.Fit(RankingWeights.Product, weights => Mean(_fitted, weights), Console.WriteLine);
        Report("fitted on every other repository", best);
        best = WeightFit.Fit(best, weights => Mean(_all, weights), Console.WriteLine);
        Report("fitted on all", best);
        foreach (var weight in WeightFit.All)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {weight.Name,-18} {weight.Of(RankingWeights.Product),6:F3} -> {weight.Of(best):F3}"));
        }
    }

    private void Try()
    {
        var (all, test) = (Mean(_all, RankingWeights.Product), Mean(_test, RankingWeights.Product));
        foreach (var weight in WeightFit.All)
        {
            foreach (var factor in (double[])[0, 0.5, 2])
            {
                var tried = weight.Times(RankingWeights.Product, factor);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{weight.Name,-18} x {factor,-4} {Mean(_all, tried) - all,8:+0.0000;-0.0000} {Mean(_test, tried) - test,8:+0.0000;-0.0000}"));
            }
        }
    }

    private void Report(string name, RankingWeights weights)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: fitted {Mean(_fitted, weights):F4}, held out {Mean(_held, weights):F4}, test {Mean(_test, weights):F4}"));
        Groups(_all.Concat(_test), q => q.Category);
        Groups(_test, q => q.Repository);

        void Groups(IEnumerable<Question> questions, Func<Question, string> key)
        {
            foreach (var group in questions.GroupBy(key).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Key,-16} {group.Average(q => q.Ndcg(weights)):F4}"));
            }
        }
    }

    /// <summary>NDCG@10: the mean of each repository's questions, then of the repositories.</summary>
    private static double Mean(IReadOnlyCollection<Question> questions, RankingWeights weights) => questions.Count == 0
        ? double.NaN
        : questions.AsParallel().Select(q => (q.Repository, Ndcg: q.Ndcg(weights))).GroupBy(q => q.Repository).Select(g => g.Average(q => q.Ndcg)).ToArray().Order().Average();
}
