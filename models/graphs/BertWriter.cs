using Julie.Embedding.Quantization.Format;

namespace Julie.Graphs;

/// <summary>The parts of a BERT encoder, each a few nodes; the value that goes from part to part is <see cref="hidden"/>.</summary>
internal sealed class BertWriter
{
    private readonly BertConfig config;
    private readonly BertWeights weights;
    private readonly GraphBuilder graph = new("bert");
    private string hidden = "";

    public BertWriter(BertConfig config, BertWeights weights)
    {
        if (config.Hidden % config.Heads != 0)
        {
            throw new ArgumentException($"{config.Heads} heads do not divide a width of {config.Hidden}", nameof(config));
        }

        (this.config, this.weights) = (config, weights);
        foreach (var input in new[] { "input_ids", "attention_mask", "token_type_ids" })
        {
            graph.Input(input, OnnxType.Int64, "batch_size", "sequence_length");
        }

        var size = config.Hidden / config.Heads;
        graph.Constant<long>("axis_0", OnnxType.Int64, [0], 1)
            .Constant<long>("axis_1", OnnxType.Int64, [1], 1)
            .Constant<long>("axis_2", OnnxType.Int64, [2], 1)
            .Constant<long>("index_1", OnnxType.Int64, [1])
            .Constant<long>("position_ids", OnnxType.Int64, [.. Enumerable.Range(0, config.Positions).Select(position => (long)position)], 1, config.Positions)
            .Constant<long>("split_heads", OnnxType.Int64, [0, 0, config.Heads, size], 4)
            .Constant<long>("join_heads", OnnxType.Int64, [0, 0, config.Hidden], 3)
            .Constant<float>("root_of_head", OnnxType.Float, [MathF.Sqrt(size)])
            .Constant<float>("one", OnnxType.Float, [1])
            .Constant<float>("half", OnnxType.Float, [0.5f])
            .Constant<float>("root_of_2", OnnxType.Float, [MathF.Sqrt(2)])
            .Constant<float>("lowest", OnnxType.Float, [float.MinValue]);
    }

    /// <summary>Token, type and position, added and normalised.</summary>
    public void Embeddings()
    {
        Table("embeddings.word_embeddings.weight", config.Vocabulary);
        Table("embeddings.token_type_embeddings.weight", config.TokenTypes);
        Table("embeddings.position_embeddings.weight", config.Positions);
        graph.Node("Gather", "word_vectors", ["embeddings.word_embeddings.weight", "input_ids"])
            .Node("Gather", "type_vectors", ["embeddings.token_type_embeddings.weight", "token_type_ids"])
            .Node("Add", "words_and_types", ["word_vectors", "type_vectors"])
            .Node("Shape", "shape", ["input_ids"])
            .Node("Gather", "length", ["shape", "index_1"], ("axis", 0))
            .Node("Unsqueeze", "lengths", ["length", "axis_0"])
            .Node("Slice", "positions", ["position_ids", "axis_0", "lengths", "axis_1"])
            .Node("Gather", "position_vectors", ["embeddings.position_embeddings.weight", "positions"])
            .Node("Add", "embedding_sum", ["words_and_types", "position_vectors"]);
        hidden = Normalized("embeddings.LayerNorm", "embedding_sum");
    }

    /// <summary>0 where a token is, the lowest number where padding is.</summary>
    public void Mask() => graph
        .Node("Unsqueeze", "mask_3d", ["attention_mask", "axis_1"])
        .Node("Unsqueeze", "mask_4d", ["mask_3d", "axis_2"])
        .Node("Cast", "mask_float", ["mask_4d"], ("to", OnnxType.Float))
        .Node("Sub", "padding", ["one", "mask_float"])
        .Node("Mul", "mask", ["padding", "lowest"]);

    public void Layer(int index)
    {
        var layer = $"encoder.layer.{index}";
        var self = $"{layer}.attention.self";
        var query = Heads($"{self}.query", [0, 2, 1, 3]);
        var key = Heads($"{self}.key", [0, 2, 3, 1]);
        var value = Heads($"{self}.value", [0, 2, 1, 3]);
        graph.Node("MatMul", $"{self}.products", [query, key])
            .Node("Div", $"{self}.scaled", [$"{self}.products", "root_of_head"])
            .Node("Add", $"{self}.masked", [$"{self}.scaled", "mask"])
            .Node("Softmax", $"{self}.shares", [$"{self}.masked"], ("axis", -1))
            .Node("MatMul", $"{self}.mixed", [$"{self}.shares", value])
            .Node("Transpose", $"{self}.tokens_first", [$"{self}.mixed"], ("perm", new long[] { 0, 2, 1, 3 }))
            .Node("Reshape", $"{self}.context", [$"{self}.tokens_first", "join_heads"]);
        Residual($"{layer}.attention.output", Linear($"{layer}.attention.output.dense", $"{self}.context", config.Hidden, config.Hidden));

        var inner = Gelu(layer, Linear($"{layer}.intermediate.dense", hidden, config.Hidden, config.Intermediate));
        Residual($"{layer}.output", Linear($"{layer}.output.dense", inner, config.Intermediate, config.Hidden));
    }

    public GraphBuilder Finish() => graph
        .Node("Identity", BertGraph.Output, [hidden])
        .Output(BertGraph.Output, OnnxType.Float, "batch_size", "sequence_length", config.Hidden);

    private string Heads(string name, long[] order)
    {
        graph.Node("Reshape", $"{name}.split", [Linear(name, hidden, config.Hidden, config.Hidden), "split_heads"])
            .Node("Transpose", $"{name}.heads", [$"{name}.split"], ("perm", order));
        return $"{name}.heads";
    }

    private string Linear(string name, string input, int from, int to)
    {
        // [out, in] in a checkpoint, [in, out] in a MatMul.
        var weight = weights($"{name}.weight", [to, from]);
        var turned = new float[weight.Length];
        for (var row = 0; row < to; row++)
        {
            for (var column = 0; column < from; column++)
            {
                turned[(column * to) + row] = weight[(row * from) + column];
            }
        }

        graph.Constant<float>($"{name}.weight", OnnxType.Float, turned, from, to)
            .Constant<float>($"{name}.bias", OnnxType.Float, weights($"{name}.bias", [to]), to)
            .Node("MatMul", $"{name}.product", [input, $"{name}.weight"])
            .Node("Add", $"{name}.sum", [$"{name}.bias", $"{name}.product"]);
        return $"{name}.sum";
    }

    /// <summary>x / 2 * (1 + erf(x / root of 2)), in the order in which an export writes it.</summary>
    private string Gelu(string layer, string input)
    {
        var name = $"{layer}.intermediate.gelu";
        graph.Node("Div", $"{name}.scaled", [input, "root_of_2"])
            .Node("Erf", $"{name}.erf", [$"{name}.scaled"])
            .Node("Add", $"{name}.shifted", [$"{name}.erf", "one"])
            .Node("Mul", $"{name}.product", [input, $"{name}.shifted"])
            .Node("Mul", name, [$"{name}.product", "half"]);
        return name;
    }

    private void Residual(string name, string input)
    {
        graph.Node("Add", $"{name}.residual", [input, hidden]);
        hidden = Normalized($"{name}.LayerNorm", $"{name}.residual");
    }

    private string Normalized(string name, string input)
    {
        graph.Constant<float>($"{name}.weight", OnnxType.Float, weights($"{name}.weight", [config.Hidden]), config.Hidden)
            .Constant<float>($"{name}.bias", OnnxType.Float, weights($"{name}.bias", [config.Hidden]), config.Hidden)
            .Node("LayerNormalization", name, [input, $"{name}.weight", $"{name}.bias"], ("axis", -1), ("epsilon", config.Epsilon));
        return name;
    }

    private void Table(string name, int rows) =>
        graph.Constant<float>(name, OnnxType.Float, weights(name, [rows, config.Hidden]), rows, config.Hidden);
}
