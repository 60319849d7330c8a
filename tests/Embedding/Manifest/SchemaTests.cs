using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Tests.Manifest;

/// <summary>The schema's file is written by hand, for its descriptions; it must say what the reader takes.</summary>
public sealed class SchemaTests
{
    private static readonly JsonNode Written =
        JsonNode.Parse(File.ReadAllText(Path.Combine(ModelsDirectory.Find("models"), "model.schema.json")))!;

    private static readonly JsonNode Read = ManifestJson.Default.ModelManifest.GetJsonSchemaAsNode();

    [Theory]
    [InlineData("")]
    [InlineData("tokenizer")]
    [InlineData("onnx")]
    [InlineData("remote")]
    [InlineData("source")]
    [InlineData("quantized")]
    [InlineData("files")]
    public void Object_HasTheFieldsThatTheReaderTakes(string name)
    {
        var (written, read) = (Of(Written, name), Of(Read, name));

        // Set by the configuration, never in a file.
        Assert.Equal(Names(read["properties"]).Except(["fullDimensions"]).Order(), Names(written["properties"]).Order());
        Assert.Equal(Required(read).Order(), Required(written).Order());
        Assert.False((bool)written["additionalProperties"]!);
    }

    [Theory]
    [InlineData("", "provider")]
    [InlineData("", "pooling")]
    [InlineData("tokenizer", "type")]
    [InlineData("quantized", "precision")]
    public void Enumeration_HasTheNamesThatTheReaderTakes(string name, string field)
        => Assert.Equal(Values(Of(Read, name)["properties"]![field]!), Values(Of(Written, name)["properties"]![field]!));

    private static JsonNode Of(JsonNode schema, string name)
    {
        var node = name.Length == 0 ? schema : schema["properties"]![name]!;
        return node["items"] ?? node;
    }

    private static IEnumerable<string> Names(JsonNode? node) => node!.AsObject().Select(pair => pair.Key);

    private static IEnumerable<string> Required(JsonNode node) => node["required"]!.AsArray().Select(value => (string)value!);

    private static IEnumerable<string> Values(JsonNode node) => node["enum"]!.AsArray().Select(value => (string)value!).Order();
}
