namespace Julie.Training.Export;

/// <summary>The model as a graph: look up vectors and weights, sum by a matrix product, divide by the length.</summary>
internal static class StaticGraph
{
    /// <summary>A text of padding only has the length 0; its vector stays 0 instead of becoming no number.</summary>
    public const float ShortestLength = 1e-12f;

    public static OnnxFile Of(QuantizedModel model, string name) => new OnnxFile(name)
        .Input("input_ids", OnnxFile.Int64, "batch", "sequence")
        .Input("attention_mask", OnnxFile.Int64, "batch", "sequence")
        .Input("token_type_ids", OnnxFile.Int64, "batch", "sequence")
        .Constant("vectors", OnnxFile.Int8, model.Vectors, model.Tokens, model.Dimensions)
        .Constant("weights", OnnxFile.Float, model.Weights, 2L * model.Tokens)
        .Constant("tokens", OnnxFile.Int64, [(long)model.Tokens])
        .Constant("axis_1", OnnxFile.Int64, [1L], 1)
        .Constant("shortest", OnnxFile.Float, [ShortestLength])
        // The weights of the query side come after those of the document side.
        .Node("Mul", "side_begin", ["token_type_ids", "tokens"])
        .Node("Add", "weight_ids", ["side_begin", "input_ids"])
        .Node("Gather", "token_weights", ["weights", "weight_ids"], ("axis", 0))
        .Node("Cast", "mask", ["attention_mask"], ("to", OnnxFile.Float))
        .Node("Mul", "masked_weights", ["token_weights", "mask"])
        .Node("Unsqueeze", "weight_rows", ["masked_weights", "axis_1"])
        .Node("Gather", "token_vectors_int8", ["vectors", "input_ids"], ("axis", 0))
        .Node("Cast", "token_vectors", ["token_vectors_int8"], ("to", OnnxFile.Float))
        .Node("MatMul", "sum_rows", ["weight_rows", "token_vectors"])
        .Node("Squeeze", "sums", ["sum_rows", "axis_1"])
        .Node("Mul", "squares", ["sums", "sums"])
        .Node("ReduceSum", "square_sums", ["squares", "axis_1"], ("keepdims", 1))
        .Node("Sqrt", "lengths", ["square_sums"])
        .Node("Max", "safe_lengths", ["lengths", "shortest"])
        .Node("Div", "sentence_embedding", ["sums", "safe_lengths"])
        .Output("sentence_embedding", OnnxFile.Float, "batch", $"{model.Dimensions}");
}
