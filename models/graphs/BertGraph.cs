using Julie.Embedding.Quantization.Format;

namespace Julie.Graphs;

/// <summary>
/// Writes a BERT encoder as ONNX, in the shape that an export of a Hugging Face checkpoint has: <c>input_ids</c>, <c>attention_mask</c> and
/// <c>token_type_ids</c> (int64 [batch_size, sequence_length]) to <c>last_hidden_state</c> (float [batch_size, sequence_length, hidden]), of standard
/// operations only, so that ONNX Runtime fuses it like any other export.
/// </summary>
public static class BertGraph
{
    /// <summary>Name of the output.</summary>
    public const string Output = "last_hidden_state";

    /// <summary>Writes the file; the same configuration and weights give the same bytes.</summary>
    public static void Write(string file, BertConfig config, BertWeights? weights = null) => Build(config, weights).Save(file);

    /// <summary>The file's bytes.</summary>
    public static byte[] ToArray(BertConfig config, BertWeights? weights = null) => Build(config, weights).ToArray();

    private static GraphBuilder Build(BertConfig config, BertWeights? weights)
    {
        ArgumentNullException.ThrowIfNull(config);
        var writer = new BertWriter(config, weights ?? RandomWeights.Create());
        writer.Embeddings();
        writer.Mask();
        for (var layer = 0; layer < config.Layers; layer++)
        {
            writer.Layer(layer);
        }

        return writer.Finish();
    }
}
