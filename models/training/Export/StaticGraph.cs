using Julie.Embedding.Quantization.Format;
using Julie.Training.Learning;

namespace Julie.Training.Export;

/// <summary>
/// The model as a graph over bags of tokens: look up vectors and weights, sum by a matrix product, divide by the length. Who feeds it counts equal
/// tokens and says where each stands first: that halves the rows to look up, and sorting inside the graph took most of its time.
/// </summary>
internal static class StaticGraph
{
    /// <summary>A text of padding only has the length 0; its vector stays 0 instead of becoming no number.</summary>
    public const float ShortestLength = 1e-12f;

    public static GraphBuilder Of(QuantizedModel model, string name) => new GraphBuilder(name)
        .Input("input_ids", OnnxType.Int64, "batch", "sequence")
        .Input("token_counts", OnnxType.Int64, "batch", "sequence")
        .Input("position_ids", OnnxType.Int64, "batch", "sequence")
        .Input("token_type_ids", OnnxType.Int64, "batch", "sequence")
        .Constant<sbyte>("vectors", OnnxType.Int8, model.Vectors, model.Tokens, model.Dimensions)
        .Constant<float>("weights", OnnxType.Float, model.Weights, 2L * model.Tokens)
        .Constant<float>("place_weights", OnnxType.Float, model.Places, model.Places.Length)
        .Constant<long>("tokens", OnnxType.Int64, [model.Tokens])
        .Constant<long>("places", OnnxType.Int64, [Bag.MostPlaces])
        .Constant<long>("last_place", OnnxType.Int64, [Bag.MostPlaces - 1])
        .Constant<long>("axis_1", OnnxType.Int64, [1L], 1)
        .Constant<float>("shortest", OnnxType.Float, [ShortestLength])
        // n occurrences count as the root of n; padding stands 0 times.
        .Node("Cast", "counts", ["token_counts"], ("to", (long)OnnxType.Float))
        .Node("Sqrt", "roots", ["counts"])
        // The weights of the query side come after those of the document side.
        .Node("Mul", "side_begin", ["token_type_ids", "tokens"])
        .Node("Add", "weight_ids", ["side_begin", "input_ids"])
        .Node("Gather", "token_weights", ["weights", "weight_ids"], ("axis", 0L))
        .Node("Min", "told_places", ["position_ids", "last_place"])
        .Node("Mul", "side_places", ["token_type_ids", "places"])
        .Node("Add", "place_ids", ["side_places", "told_places"])
        .Node("Gather", "token_places", ["place_weights", "place_ids"], ("axis", 0L))
        .Node("Mul", "placed_weights", ["token_weights", "token_places"])
        .Node("Mul", "masked_weights", ["placed_weights", "roots"])
        .Node("Unsqueeze", "weight_rows", ["masked_weights", "axis_1"])
        .Node("Gather", "token_vectors_int8", ["vectors", "input_ids"], ("axis", 0L))
        .Node("Cast", "token_vectors", ["token_vectors_int8"], ("to", (long)OnnxType.Float))
        .Node("MatMul", "sum_rows", ["weight_rows", "token_vectors"])
        .Node("Squeeze", "sums", ["sum_rows", "axis_1"])
        .Node("Mul", "squares", ["sums", "sums"])
        .Node("ReduceSum", "square_sums", ["squares", "axis_1"], ("keepdims", 1L))
        .Node("Sqrt", "lengths", ["square_sums"])
        .Node("Max", "safe_lengths", ["lengths", "shortest"])
        .Node("Div", "sentence_embedding", ["sums", "safe_lengths"])
        .Output("sentence_embedding", OnnxType.Float, "batch", (long)model.Dimensions);
}
