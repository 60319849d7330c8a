using System.Globalization;
using System.Text.Json.Nodes;

namespace Julie.Bench.Tokenizers;

/// <summary>Qwen2's vocabulary and merges as one tokenizer.json, because the reference reads nothing else.</summary>
internal sealed class QwenJson : IDisposable
{
    private const string Splits = """
        {"type":"Sequence","pretokenizers":[
          {"type":"Split","pattern":{"Regex":"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false},
          {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":false,"use_regex":false}]}
        """;

    public QwenJson(string folder)
    {
        var config = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(folder, "tokenizer_config.json")))!;
        var merges = System.IO.File.ReadLines(Path.Combine(folder, "merges.txt")).Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal));
        var tokenizer = new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray([.. config["added_tokens_decoder"]!.AsObject().Select(Added)]),
            ["normalizer"] = new JsonObject { ["type"] = "NFC" },
            ["pre_tokenizer"] = JsonNode.Parse(Splits),
            ["post_processor"] = null,
            ["decoder"] = null,
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(folder, "vocab.json"))),
                ["merges"] = new JsonArray([.. merges.Select(merge => JsonValue.Create(merge))]),
            },
        };
        System.IO.File.WriteAllText(File, tokenizer.ToJsonString());
    }

    public string File { get; } = Path.GetTempFileName() + ".json";

    public void Dispose() => System.IO.File.Delete(File);

    private static JsonNode Added(KeyValuePair<string, JsonNode?> token)
    {
        var copy = token.Value!.DeepClone();
        copy["id"] = int.Parse(token.Key, CultureInfo.InvariantCulture);
        return copy;
    }
}
