using System.Globalization;
using Julie.Bench.Ranking;
using Julie.Bench.Search;
using Julie.Index.Ranking;

if (args is not ["fit" or "try" or "report", ..])
{
    Console.Error.WriteLine(
        """
        usage: dotnet run -c Release --project bench/Ranking -- fit SET.json... [--test SET.json...]     (on a running system: ./julie up --detach)

          Fits the weights of the ranking on questions that `julie eval own REPO --save SET.json` and its like kept: one weight after another is
          moved as long as the mean over repositories of NDCG@10 rises. Every other repository is held out and only reported, as is what comes after --test.

          try SET.json... [--test SET.json...]
          The same sets with every weight halved, doubled and left out, one at a time. report: as they are.
        """);
    return 2;
}

var at = Array.IndexOf(args, "--test");
await using var system = await RunningSystem.ConnectAsync();
var all = await ReadAsync(args[1..(at < 0 ? args.Length : at)]);
var test = await ReadAsync(at < 0 ? [] : args[(at + 1)..]);
string[] repositories = [.. all.Select(q => q.Repository).Distinct().Order(StringComparer.Ordinal)];
var fitted = all.Where(q => Array.IndexOf(repositories, q.Repository) % 2 == 0).ToArray();
var held = all.Where(q => Array.IndexOf(repositories, q.Repository) % 2 == 1).ToArray();
Console.WriteLine($"{all.Count} questions about {repositories.Length} repositories, {test.Count} to test");

if (args[0] == "try")
{
    var before = Measure(RankingWeights.Product);
    foreach (var weight in Weights.All)
    {
        foreach (var factor in (double[])[0, 0.5, 2])
        {
            var now = Measure(weight.Times(RankingWeights.Product, factor));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{weight.Name,-18} x {factor,-4} {now.All - before.All,8:+0.0000;-0.0000} {now.Test - before.Test,8:+0.0000;-0.0000}"));
        }
    }

    return 0;
}

Report("as they are", RankingWeights.Product);
if (args[0] == "report")
{
    return 0;
}

var best = Weights.Fit(RankingWeights.Product, weights => Mean(fitted, weights), Console.WriteLine);
Report("fitted on every other repository", best);
best = Weights.Fit(best, weights => Mean(all, weights), Console.WriteLine);
Report("fitted on all", best);
foreach (var weight in Weights.All)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {weight.Name,-18} {weight.Of(RankingWeights.Product),6:F3} -> {weight.Of(best):F3}"));
}

return 0;

async Task<List<Question>> ReadAsync(string[] files)
{
    var questions = new List<Question>();
    foreach (var file in files)
    {
        questions.AddRange(await Question.ReadAsync(file, system));
    }

    return questions;
}

void Report(string name, RankingWeights weights)
{
    var (_, tested) = Measure(weights);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: fitted {Mean(fitted, weights):F4}, held out {Mean(held, weights):F4}, test {tested:F4}"));
    foreach (var category in all.Concat(test).GroupBy(q => q.Category).OrderBy(g => g.Key, StringComparer.Ordinal))
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {category.Key,-14} {category.Average(q => q.Ndcg(weights)):F4}"));
    }

    foreach (var repository in test.GroupBy(q => q.Repository))
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {repository.Key,-14} {repository.Average(q => q.Ndcg(weights)):F4}"));
    }
}

(double All, double Test) Measure(RankingWeights weights) => (Mean(all, weights), Mean(test, weights));

static double Mean(IReadOnlyCollection<Question> questions, RankingWeights weights) => questions.Count == 0
    ? double.NaN
    : questions.AsParallel().Select(q => (q.Repository, Ndcg: q.Ndcg(weights))).GroupBy(q => q.Repository).Select(g => g.Average(q => q.Ndcg)).ToArray().Order().Average();
