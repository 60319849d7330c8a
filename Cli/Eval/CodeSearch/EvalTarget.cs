using System.Text.Json;
using System.Text.Json.Serialization;
using Julie.Contracts.Api;

namespace Julie.Cli.Eval.CodeSearch;

/// <summary>A file, or lines of one: in JSON a path, or an object with <c>path</c>, <c>start_line</c> and <c>end_line</c>.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record EvalTarget(string Path, int? StartLine = null, int? EndLine = null)
{
    public bool IsIn(SearchResult result) =>
        result.Path == Path && (StartLine is not { } start || (result.StartLine <= (EndLine ?? start) && result.EndLine >= start));

    public override string ToString() => StartLine is null ? Path : FormattableString.Invariant($"{Path}:{StartLine}-{EndLine}");

    internal sealed class Converter : JsonConverter<EvalTarget>
    {
        public override EvalTarget Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return new EvalTarget(reader.GetString()!);
            }

            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement target = document.RootElement;
            return target.ValueKind == JsonValueKind.Object && target.TryGetProperty("path", out JsonElement path) && path.GetString() is { } name
                ? new EvalTarget(name, Line(target, "start_line"), Line(target, "end_line"))
                : throw new JsonException("a target is a path, or an object with path, start_line and end_line");
        }

        public override void Write(Utf8JsonWriter writer, EvalTarget value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        private static int? Line(JsonElement target, string name) =>
            target.TryGetProperty(name, out JsonElement line) && line.ValueKind == JsonValueKind.Number ? line.GetInt32() : null;
    }
}
