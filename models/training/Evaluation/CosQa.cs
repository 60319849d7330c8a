using System.Text.Json;

using Julie.Training.Extraction;

namespace Julie.Training.Evaluation;

/// <summary>Questions that people typed into a search engine, and Python functions that answer them.</summary>
internal sealed record CosQa(IReadOnlyList<(string Text, int Answer)> Queries, IReadOnlyList<string> Functions)
{
    public static CosQa Read(string folder)
    {
        using var functions = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "code_idx_map.json")));
        using var queries = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cosqa-retrieval-dev-500.json")));
        return new CosQa(
            [.. queries.RootElement.EnumerateArray().Select(query => (query.GetProperty("doc").GetString()!, query.GetProperty("retrieval_idx").GetInt32()))],
            [.. functions.RootElement.EnumerateObject().OrderBy(function => function.Value.GetInt32()).Select(function => function.Name)]);
    }

    public CosQa WithoutDocumentation() => this with { Functions = [.. Functions.Select(PythonDefinitions.WithoutDocumentation)] };

    /// <summary>Functions as the product embeds them: language and name before the code.</summary>
    public CosQa AsPassages() => this with { Functions = [.. Functions.Select(function => $"python {PythonDefinitions.NameOf(function)}\n{function}")] };

    /// <summary>Mean of 1 / rank; documents of an equal score rank before the right one by half.</summary>
    public double Mrr(Func<string, float[]> score) => Queries.AsParallel().AsOrdered().Select(query =>
    {
        var scores = score(query.Text);
        var right = scores[query.Answer];
        var before = scores.Count(other => other > right);
        var equal = scores.Count(other => other == right) - 1;
        return 1 / (1 + before + (equal / 2.0));
    }).Average();
}
