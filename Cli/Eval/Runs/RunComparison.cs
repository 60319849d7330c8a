using Julie.Cli.Eval.Measures;

namespace Julie.Cli.Eval.Runs;

/// <summary>The paired difference of two runs over the same queries, in NDCG@10.</summary>
/// <param name="Of">What is compared.</param>
/// <param name="With">With what.</param>
/// <param name="Difference">Mean over the queries of each repository, then over repositories; above 0 the first is better.</param>
/// <param name="P">Chance of a difference as large if both were equal.</param>
/// <param name="Better">Queries that are better.</param>
/// <param name="Worse">Queries that are worse.</param>
/// <param name="Equal">Queries that are the same.</param>
internal sealed record RunComparison(string Of, string With, double Difference, double P, int Better, int Worse, int Equal)
{
    public static RunComparison Between(EvalRun run, EvalRun other, string with)
    {
        Dictionary<(string, string), EvaluatedQuery> theirs = other.Details.GroupBy(Key).ToDictionary(group => group.Key, group => group.First());
        EvaluatedQuery[] both = [.. run.Details.DistinctBy(Key).Where(query => theirs.ContainsKey(Key(query)))];
        if (both.Length == 0)
        {
            throw new JulieException(ExitCodes.Usage, $"{with} has no query in common with this run");
        }

        Dictionary<string, int> size = both.GroupBy(query => query.Repository).ToDictionary(group => group.Key, group => group.Count());
        double[] differences = [.. both.Select(query => Ndcg(query) - Ndcg(theirs[Key(query)]))];
        double[] weights = [.. both.Select(query => 1.0 / size[query.Repository] / size.Count)];
        return new RunComparison(
            run.Variant, with, Math.Round(differences.Zip(weights, (difference, weight) => difference * weight).Sum(), 4),
            Math.Round(PairedTest.PValue(differences, weights), 5),
            differences.Count(difference => difference > 1e-9), differences.Count(difference => difference < -1e-9), differences.Count(difference => Math.Abs(difference) <= 1e-9));
    }

    private static (string, string) Key(EvaluatedQuery query) => (query.Repository, query.Query);

    private static double Ndcg(EvaluatedQuery query) => Gain.Ndcg(query.Ranks, query.Targets, 10);
}
