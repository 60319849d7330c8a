namespace Julie.Training.Export;

/// <summary>The model as a graph: count equal tokens, look up vectors and weights, sum by a matrix product, divide by the length.</summary>
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
        .Constant("begin", OnnxFile.Int64, [0L], 1)
        .Constant("second", OnnxFile.Int64, [1L], 1)
        .Constant("last", OnnxFile.Int64, [-1L], 1)
        .Constant("end", OnnxFile.Int64, [long.MaxValue], 1)
        .Constant("one", OnnxFile.Float, [1f])
        .Constant("shortest", OnnxFile.Float, [ShortestLength])
        // Sorted, equal tokens stand together. The order of a text's tokens means nothing to a sum.
        .Node("Shape", "shape", ["input_ids"])
        .Node("Gather", "length", ["shape", "axis_1"], ("axis", 0))
        .Node("TopK", ["ids", "order"], ["input_ids", "length"], ("axis", 1))
        .Node("GatherElements", "sides", ["token_type_ids", "order"], ("axis", 1))
        .Node("GatherElements", "int_mask", ["attention_mask", "order"], ("axis", 1))
        .Node("Cast", "mask", ["int_mask"], ("to", OnnxFile.Float))
        // Runs of equal tokens, numbered from 0.
        .Node("Slice", "all_but_last", ["ids", "begin", "last", "axis_1"])
        .Node("Slice", "all_but_first", ["ids", "second", "end", "axis_1"])
        .Node("Equal", "same", ["all_but_last", "all_but_first"])
        .Node("Not", "other", ["same"])
        .Node("Cast", "changes", ["other"], ("to", OnnxFile.Int64))
        .Node("Slice", "first_column", ["ids", "begin", "second", "axis_1"])
        .Node("Sub", "no_change", ["first_column", "first_column"])
        .Node("Concat", "all_changes", ["no_change", "changes"], ("axis", 1))
        .Node("CumSum", "runs", ["all_changes", "axis_1"])
        // n occurrences count as the root of n: each is divided by the root of its run's length.
        .Node("Sub", "no_counts", ["mask", "mask"])
        .Node("ScatterElements", "run_counts", ["no_counts", "runs", "mask"], [("axis", 1)], ("reduction", "add"))
        .Node("GatherElements", "counts", ["run_counts", "runs"], ("axis", 1))
        .Node("Max", "safe_counts", ["counts", "one"])
        .Node("Sqrt", "roots", ["safe_counts"])
        .Node("Div", "factors", ["mask", "roots"])
        // The weights of the query side come after those of the document side.
        .Node("Mul", "side_begin", ["sides", "tokens"])
        .Node("Add", "weight_ids", ["side_begin", "ids"])
        .Node("Gather", "token_weights", ["weights", "weight_ids"], ("axis", 0))
        .Node("Mul", "masked_weights", ["token_weights", "factors"])
        .Node("Unsqueeze", "weight_rows", ["masked_weights", "axis_1"])
        .Node("Gather", "token_vectors_int8", ["vectors", "ids"], ("axis", 0))
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
