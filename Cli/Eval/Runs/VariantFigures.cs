using System.Text.Json.Serialization;

namespace Julie.Cli.Eval.Runs;

/// <summary>What a part of the search reaches on the queries of a run, and what the run gains over it.</summary>
internal sealed record VariantFigures : EvalFigures
{
    public VariantFigures(EvalFigures figures)
        : base(figures)
    {
    }

    [JsonConstructor]
    public VariantFigures()
    {
    }

    public required string Name { get; init; }

    public required IReadOnlyList<EvalGroup> Categories { get; init; }

    public required IReadOnlyList<EvalGroup> Repositories { get; init; }

    /// <summary>The whole search against this part of it.</summary>
    public required RunComparison Product { get; init; }
}
