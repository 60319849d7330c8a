using System.Text.Json.Nodes;

using Julie.Embedding.Tests.Support;

namespace Julie.Embedding.Tests.Tokenizers.Hub;

/// <summary>A small tokenizer.json in the manner of each family of models.</summary>
internal static class Families
{
    private const string Gpt2 = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}""";
    private const string Bytes = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}""";

    public static JsonObject Make(string family) => family switch
    {
        "roberta" => Tokenizer(
            Model(true, "<s>", "<pad>", "</s>", "<unk>", "<mask>"), null, Gpt2,
            """{"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0],"trim_offsets":true,"add_prefix_space":false}""",
            Added("<s>"), Added("<pad>"), Added("</s>"), Added("<unk>"), Added("<mask>", left: true)),
        "gpt2-prefix-space" => Tokenizer(
            Model(true, "<|endoftext|>"), null, """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true}""",
            """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false}""", Added("<|endoftext|>")),
        "modernbert" => Tokenizer(
            Model(true, "[CLS]", "[SEP]", "[MASK]"), """{"type":"NFC"}""", Gpt2,
            """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":0}}],"special_tokens":{"[CLS]":{"id":"[CLS]","ids":[0],"tokens":["[CLS]"]},"[SEP]":{"id":"[SEP]","ids":[1],"tokens":["[SEP]"]}}}""",
            Added("[CLS]"), Added("[SEP]"), Added("[MASK]", left: true),
            Added("  ", special: false, normalized: true), Added("    ", special: false, normalized: true), Added("|||EMAIL_ADDRESS|||", special: false, normalized: true)),
        "starcoder" => Tokenizer(
            Model(true, "<|endoftext|>"), null,
            $$"""{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{{Gpt2}}]}""", null, Added("<|endoftext|>")),
        "llama3" => Tokenizer(
            With(Model(true), "ignore_merges", true), null,
            $$"""{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Removed","invert":true},{{Bytes}}]}""", null),
        "o200k" => Tokenizer(
            Model(true), null,
            $$"""{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false},{{Bytes}}]}""", null),
        "punctuation" => Tokenizer(
            Model(true), null,
            $$"""{"type":"Sequence","pretokenizers":[{"type":"Punctuation","behavior":"MergedWithNext"},{"type":"Digits","individual_digits":false},{"type":"Split","pattern":{"String":"e"},"behavior":"MergedWithPrevious","invert":false},{"type":"WhitespaceSplit"},{{Bytes}}]}""", null),
        "added-tokens" => Tokenizer(
            Model(true), """{"type":"Lowercase"}""", Gpt2, null,
            Added("foo", special: false, normalized: true, single: true), Added("MASK", left: true, right: true), Added("Bar", special: false, normalized: true),
            Added("\n\n", special: false), Added("a", special: false, single: true), Added("😀", special: false, left: true), Added("[MASK]", special: true)),
        "gemma" => Tokenizer(
            With(With(With(Model(false, "<pad>", "<eos>", "<bos>", "<unk>"), "byte_fallback", true), "fuse_unk", true), "unk_token", "<unk>"),
            """{"type":"Replace","pattern":{"String":" "},"content":"▁"}""",
            """{"type":"Split","pattern":{"String":" "},"behavior":"MergedWithPrevious","invert":false}""",
            """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<bos>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":0}}],"special_tokens":{"<bos>":{"id":"<bos>","ids":[2],"tokens":["<bos>"]}}}""",
            Added("<pad>"), Added("<eos>"), Added("<bos>"), Added("<unk>"), Added("\n", special: false), Added("\n\n", special: false), Added("▁▁", special: false)),
        _ => throw new ArgumentException(family, nameof(family)),
    };

    private static JsonObject Tokenizer(JsonObject model, string? normalizer, string splitter, string? processor, params JsonObject[] added)
    {
        // The reference numbers added tokens itself: by the vocabulary, else on from its end.
        var vocabulary = model["vocab"]!.AsObject();
        var next = vocabulary.Count;
        foreach (var token in added)
        {
            token["id"] = vocabulary[(string)token["content"]!]?.GetValue<int>() ?? next++;
        }

        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = JsonNode.Parse("""{"direction":"Right","max_length":9,"strategy":"LongestFirst","stride":0}"""),
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. added]),
            ["normalizer"] = normalizer is null ? null : JsonNode.Parse(normalizer),
            ["pre_tokenizer"] = JsonNode.Parse(splitter),
            ["post_processor"] = processor is null ? null : JsonNode.Parse(processor),
            ["decoder"] = null,
            ["model"] = model,
        };
    }

    private static JsonObject Model(bool bytes, params string[] first)
    {
        var model = SmallBpe.Train(bytes, first);
        return With(With(model, "dropout", null), "unk_token", null);
    }

    private static JsonObject With(JsonObject model, string name, JsonNode? value)
    {
        model[name] = value;
        return model;
    }

    private static JsonObject Added(
        string content, bool special = true, bool normalized = false, bool left = false, bool right = false, bool single = false) => new()
        {
            ["content"] = content,
            ["single_word"] = single,
            ["lstrip"] = left,
            ["rstrip"] = right,
            ["normalized"] = normalized,
            ["special"] = special,
        };
}
