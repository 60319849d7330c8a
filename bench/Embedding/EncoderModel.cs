using System.Text.Json;
using System.Text.Json.Nodes;

using Julie.Graphs;

namespace Julie.Bench.Embedding;

/// <summary>A folder of models that holds a 12-layer, 384-wide encoder (bge-small's shape) with random weights, for this engine and for its peer.</summary>
internal static class EncoderModel
{
    public const string Id = "encoder-12x384";
    public const string Output = BertGraph.Output;

    /// <param name="tokenizer">A BERT <c>tokenizer.json</c>.</param>
    /// <returns>The folder of models.</returns>
    public static string Write(string tokenizer)
    {
        var models = Path.GetFullPath("artifacts/bench-models");
        var folder = Directory.CreateDirectory(Path.Combine(models, Id)).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        BertGraph.Write(Path.Combine(folder, "onnx", "model.onnx"), BertConfig.BgeSmall);

        var vocabulary = JsonNode.Parse(File.ReadAllText(tokenizer))!.AsObject();
        (vocabulary["truncation"], vocabulary["padding"]) = (null, null); // settings of whoever saved it
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), vocabulary.ToJsonString());
        Save("tokenizer_config.json", new { tokenizer_class = "BertTokenizer", do_lower_case = true, model_max_length = 512, pad_token = "[PAD]", cls_token = "[CLS]", sep_token = "[SEP]", unk_token = "[UNK]" });
        Save("config.json", new { model_type = "bert", hidden_size = 384, num_hidden_layers = 12, num_attention_heads = 12, intermediate_size = 1536, vocab_size = 30522, max_position_embeddings = 512 });
        string[] tokenizerFiles = ["tokenizer.json"];
        Save("model.json", new
        {
            id = Id,
            displayName = "Encoder of 12 layers with random weights",
            provider = "onnx",
            dimensions = 384,
            pooling = "cls",
            normalize = true,
            maxTokens = 512,
            tokenizer = new { type = "wordpiece", files = tokenizerFiles },
            onnx = new { file = "onnx/model.onnx", output = Output },
            revision = "1",
            license = "MIT",
            files = new[] { new { path = "onnx/model.onnx" }, new { path = "tokenizer.json" } },
        });
        return models;

        void Save(string file, object content) => File.WriteAllText(Path.Combine(folder, file), JsonSerializer.Serialize(content));
    }
}
