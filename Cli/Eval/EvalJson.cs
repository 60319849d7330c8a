using System.Text.Json;
using System.Text.Json.Serialization;
using Julie.Cli.Eval.CodeSearch;
using Julie.Cli.Eval.Runs;

namespace Julie.Cli.Eval;

/// <summary>Generated serializers of sets and runs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<EvalRepository>))]
[JsonSerializable(typeof(IReadOnlyList<EvalQuery>))]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, double>>))]
[JsonSerializable(typeof(EvalRun))]
internal sealed partial class EvalJson : JsonSerializerContext;
