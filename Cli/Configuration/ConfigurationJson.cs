using System.Text.Json;
using System.Text.Json.Serialization;
using Julie.Cli.Opening;

namespace Julie.Cli.Configuration;

/// <summary>Serializers of the files that the command keeps for its user.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Settings))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(List<Place>))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
