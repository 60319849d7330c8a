using System.Text.Json;
using System.Text.Json.Nodes;

using Julie.Embedding.Manifest;
using Julie.Embedding.Tokenizers;
using Julie.Embedding.Tokenizers.Files;
using Julie.Tests.Support;

namespace Julie.Embedding.Tests.Support;

/// <summary>Tokenizer files: real vocabularies that lie beside the checkout, and small ones that are made here.</summary>
internal sealed class HubFiles : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("julie-tokenizer-").FullName;

    /// <summary>A file of the real vocabularies.</summary>
    public static string Shared(string model, string file) =>
        Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared", "bench", "tokenizers", model, file));

    public static void SkipWithoutShared() =>
        Assert.SkipUnless(File.Exists(Shared("bert-base-uncased", "tokenizer.json")), "the real vocabularies (../shared/bench/tokenizers) are not beside this checkout");

    public static async Task SkipWithoutReferenceAsync()
    {
        var missing = await HubReference.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
    }

    public static HubTokenizer Open(string tokenizerJson, TokenizerType type) => new(TokenizerJson.Read(tokenizerJson, type));

    public string Write(JsonObject tokenizer)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(file, tokenizer.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        return file;
    }

    public string WriteText(string name, string content)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>bert-base-uncased with other settings.</summary>
    public string Bert(string normalizer)
    {
        var json = JsonNode.Parse(File.ReadAllText(Shared("bert-base-uncased", "tokenizer.json")))!.AsObject();
        json["normalizer"] = JsonNode.Parse(normalizer);
        return Write(json);
    }

    /// <summary>Qwen2's vocabulary as its publisher's tokenizer.json has it; Qwen3-Embedding's ends every text with a token.</summary>
    public string Qwen(bool endsTexts)
    {
        var config = JsonNode.Parse(File.ReadAllText(Shared("qwen2-bpe", "tokenizer_config.json")))!["added_tokens_decoder"]!.AsObject();
        var added = new JsonArray([.. config.Select(token =>
        {
            var copy = token.Value!.DeepClone().AsObject();
            copy["id"] = int.Parse(token.Key, System.Globalization.CultureInfo.InvariantCulture);
            return copy;
        })]);
        var merges = File.ReadAllLines(Shared("qwen2-bpe", "merges.txt")).Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal));
        const string Bytes = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":false,"use_regex":false}""";
        return Write(new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = added,
            ["normalizer"] = JsonNode.Parse("""{"type":"NFC"}"""),
            ["pre_tokenizer"] = JsonNode.Parse($$"""
                {"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false},{{Bytes}}]}
                """),
            ["post_processor"] = endsTexts
                ? JsonNode.Parse("""
                    {"type":"Sequence","processors":[BYTES,{"type":"TemplateProcessing","single":[{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"<|endoftext|>","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":0}}],"special_tokens":{"<|endoftext|>":{"id":"<|endoftext|>","ids":[151643],"tokens":["<|endoftext|>"]}}}]}
                    """.Replace("BYTES", Bytes, StringComparison.Ordinal))
                : JsonNode.Parse(Bytes),
            ["decoder"] = JsonNode.Parse(Bytes),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = JsonNode.Parse(File.ReadAllText(Shared("qwen2-bpe", "vocab.json"))),
                ["merges"] = new JsonArray([.. merges.Select(merge => JsonValue.Create(merge))]),
            },
        });
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
