using System.Text.Json.Serialization;

namespace Julie.Cli.Eval.CodeSearch;

/// <summary>One query with the files that answer it.</summary>
internal sealed record EvalQuery
{
    public required string Repo { get; init; }

    public required string Query { get; init; }

    public IReadOnlyList<EvalTarget>? Relevant { get; init; }

    public IReadOnlyList<EvalTarget>? Secondary { get; init; }

    public string? Category { get; init; }

    /// <summary>Everything that counts as found: gains are binary.</summary>
    [JsonIgnore]
    public IReadOnlyList<EvalTarget> Targets => [.. Relevant ?? [], .. Secondary ?? []];
}
