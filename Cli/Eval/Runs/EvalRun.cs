using System.Text.Json.Serialization;

namespace Julie.Cli.Eval.Runs;

/// <summary>One run over a set: what <c>--json</c> prints and <c>--save</c> keeps.</summary>
internal sealed record EvalRun : EvalFigures
{
    public EvalRun(EvalFigures figures)
        : base(figures)
    {
    }

    [JsonConstructor]
    public EvalRun()
    {
    }

    /// <summary>code-search, cosqa or own.</summary>
    public required string Set { get; init; }

    /// <summary>scoped or org.</summary>
    public required string Scope { get; init; }

    /// <summary>Which parts of the search took part.</summary>
    public required string Variant { get; init; }

    public required string Model { get; init; }

    /// <summary>NDCG@10 of other systems, mean over the repositories of this run.</summary>
    public IReadOnlyDictionary<string, double>? Peers { get; init; }

    public required IReadOnlyList<EvalGroup> Repositories { get; init; }

    public required IReadOnlyList<EvalGroup> Categories { get; init; }

    public required IReadOnlyList<EvalGroup> Languages { get; init; }

    /// <summary>The same queries by parts of the search, where they were asked for.</summary>
    public IReadOnlyList<VariantFigures>? Variants { get; init; }

    /// <summary>This run against one that was saved.</summary>
    public RunComparison? Comparison { get; init; }

    public required IReadOnlyList<EvaluatedQuery> Details { get; init; }

    public static EvalRun Of(
        string set, string scope, SearchVariant variant, string model, IReadOnlyList<EvaluatedQuery> queries, IReadOnlyDictionary<string, Dictionary<string, double>> peers)
    {
        EvalGroup[] repositories = [.. Groups(queries, query => query.Repository).Select(group => group with { Peers = peers.GetValueOrDefault(group.Name) })];
        Dictionary<string, double> means = repositories.SelectMany(group => group.Peers ?? new Dictionary<string, double>())
            .GroupBy(peer => peer.Key).Where(peer => peer.Count() == repositories.Length)
            .ToDictionary(peer => peer.Key, peer => Math.Round(peer.Average(figure => figure.Value), 4));
        return new EvalRun(EvalFigures.Of(queries))
        {
            Set = set,
            Scope = scope,
            Variant = variant.Name,
            Model = model,
            Peers = means.Count == 0 ? null : means,
            Repositories = repositories,
            Categories = Groups(queries, query => query.Category),
            Languages = Groups(queries, query => query.Language),
            Details = queries,
        };
    }

    private static EvalGroup[] Groups(IReadOnlyList<EvaluatedQuery> queries, Func<EvaluatedQuery, string> by) =>
        [.. queries.GroupBy(by).Where(group => group.Key.Length > 0).Select(group => new EvalGroup(EvalFigures.Of([.. group])) { Name = group.Key })];
}
