using Julie.Cli.Eval.Measures;

namespace Julie.Cli.Eval.Runs;

/// <summary>The measures of some queries: means over the queries of each repository, then over the repositories.</summary>
internal record EvalFigures
{
    private const int Places = 4;

    public double Ndcg10 { get; init; }

    public double Ndcg5 { get; init; }

    public double Mrr { get; init; }

    public double Recall10 { get; init; }

    public double Precision5 { get; init; }

    public double P50Ms { get; init; }

    public double P95Ms { get; init; }

    public int Queries { get; init; }

    public static EvalFigures Of(IReadOnlyCollection<EvaluatedQuery> queries) => new()
    {
        Ndcg10 = Mean(queries, query => Gain.Ndcg(query.Ranks, query.Targets, 10)),
        Ndcg5 = Mean(queries, query => Gain.Ndcg(query.Ranks, query.Targets, 5)),
        Mrr = Mean(queries, query => Gain.ReciprocalRank(query.Ranks)),
        Recall10 = Mean(queries, query => Gain.Recall(query.Ranks, query.Targets, 10)),
        Precision5 = Mean(queries, query => Gain.Precision(query.Ranks, 5)),
        P50Ms = Math.Round(Percentile.Of(queries.Select(query => query.Milliseconds), 0.5), 1),
        P95Ms = Math.Round(Percentile.Of(queries.Select(query => query.Milliseconds), 0.95), 1),
        Queries = queries.Count,
    };

    private static double Mean(IReadOnlyCollection<EvaluatedQuery> queries, Func<EvaluatedQuery, double> measure) =>
        queries.Count == 0 ? 0 : Math.Round(queries.GroupBy(query => query.Repository).Average(repository => repository.Average(measure)), Places);
}
