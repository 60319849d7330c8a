using System.Text.Json.Serialization;

namespace Julie.Cli.Eval.Runs;

/// <summary>The measures of one repository, category or language.</summary>
internal sealed record EvalGroup : EvalFigures
{
    public EvalGroup(EvalFigures figures)
        : base(figures)
    {
    }

    [JsonConstructor]
    public EvalGroup()
    {
    }

    public required string Name { get; init; }

    /// <summary>NDCG@10 of other systems on the same queries.</summary>
    public IReadOnlyDictionary<string, double>? Peers { get; init; }
}
