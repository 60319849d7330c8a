using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Julie.Cli.Eval.CodeSearch;

namespace Julie.Cli.Eval.CosQa;

/// <summary>
/// Questions that people typed into a web search, and the Python functions that answer them (J. Huang et al., "CoSQA", 2021): <c>code_idx_map.json</c> and a split of queries.
/// Each function becomes a file of a repository.
/// </summary>
internal sealed partial record CosQaSet(IReadOnlyList<string> Functions, IReadOnlyList<(string Text, int Answer)> Queries)
{
    public const string DefaultSplit = "cosqa-retrieval-dev-500.json";

    public static CosQaSet Load(string folder, string split, bool documented)
    {
        try
        {
            using JsonDocument functions = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "code_idx_map.json")));
            using JsonDocument queries = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, split)));
            return new CosQaSet(
                [.. functions.RootElement.EnumerateObject().OrderBy(function => function.Value.GetInt32()).Select(function => documented ? function.Name : PythonText.WithoutDocumentation(function.Name))],
                [.. queries.RootElement.EnumerateArray().Select(query => (query.GetProperty("doc").GetString()!, query.GetProperty("retrieval_idx").GetInt32()))]);
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new JulieException(ExitCodes.Usage, $"{folder} holds no such set", $"Wanted: code_idx_map.json and {split} with doc and retrieval_idx. {e.Message}", e);
        }
    }

    public IReadOnlyDictionary<string, string> Files => Functions.Select((text, index) => (Path: PathOf(index), Text: text + "\n")).ToDictionary(file => file.Path, file => file.Text);

    public IReadOnlyList<AskedQuery> Asked(string indexedName) =>
    [
        .. Queries.Select(query => new AskedQuery(
            $"repo:\"{indexedName}\" {Words(query.Text)}", query.Text, "cosqa", indexedName, "python", "", [new EvalTarget(PathOf(query.Answer))])),
    ];

    // A path that says nothing; a thousand files a folder.
    private static string PathOf(int index) => string.Create(CultureInfo.InvariantCulture, $"f{index / 1000}/{index}.py");

    /// <summary>What people typed for another search engine, without what the query language would read as its own.</summary>
    private static string Words(string text) => NoWord().Replace(text, " ").Trim();

    [GeneratedRegex(@"[^\p{L}\p{N}_.]+|\b(?:OR|AND|NOT)\b")]
    private static partial Regex NoWord();
}
