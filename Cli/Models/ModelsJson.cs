using System.Text.Json.Serialization;

namespace Julie.Cli.Models;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<ModelItem>))]
[JsonSerializable(typeof(ModelDetails))]
[JsonSerializable(typeof(IReadOnlyList<VerifiedModel>))]
[JsonSerializable(typeof(IReadOnlyList<PulledModel>))]
[JsonSerializable(typeof(BenchResult))]
[JsonSerializable(typeof(QuantizeResult))]
internal sealed partial class ModelsJson : JsonSerializerContext;
