using Julie.Embedding.Quantization.Format;

namespace Julie.Embedding.Quantization;

/// <summary>
/// Dynamic quantisation: every product of a float activation with a constant matrix becomes DynamicQuantizeLinear, MatMulInteger, and a multiplication by
/// both scales. These are standard operations; ONNX Runtime fuses them into one when it loads the model, which measured as fast as writing its
/// own operations (docs/benchmarks.md). Activations of one name are quantised once, as for query, key and value.
/// </summary>
internal sealed class Int8Graph
{
    private const int Range = 127;
    private const int ReducedRange = 64;

    private readonly GraphProto graph;
    private readonly int range;
    private readonly Dictionary<string, TensorProto> constants;
    private readonly Dictionary<(string Weights, bool Transposed), string> quantized = [];
    private readonly HashSet<string> activations = new(StringComparer.Ordinal);
    private readonly List<NodeProto> nodes = [];

    private Int8Graph(GraphProto graph, bool reducedRange)
    {
        (this.graph, range) = (graph, reducedRange ? ReducedRange : Range);
        constants = graph.Initializer.ToDictionary(constant => constant.Name, StringComparer.Ordinal);
    }

    /// <summary>Rewrites the model in place.</summary>
    /// <returns>How many matrices became 8 bits wide.</returns>
    public static int Rewrite(ModelProto model, bool reducedRange)
    {
        var rewriting = new Int8Graph(model.Graph, reducedRange);
        rewriting.Run();
        model.Graph.RemoveUnused();
        return rewriting.quantized.Count;
    }

    private void Run()
    {
        foreach (var node in graph.Node)
        {
            if (Weights(node) is not { } weights)
            {
                nodes.Add(node);
                continue;
            }

            var transposed = node.Is("Gemm") && node.Find("transB")?.I == 1;
            var bias = node.Is("Gemm") && node.Input.Count > 2 && node.Input[2].Length > 0 ? node.Input[2] : null;
            Product(node.Input[0], Constant(weights, transposed), bias, node.Output[0]);
        }

        graph.Node.Clear();
        graph.Node.AddRange(nodes);
        BiasesLast();
    }

    /// <summary>The matrix that a node multiplies by, where that can be done in 8 bits.</summary>
    private TensorProto? Weights(NodeProto node)
    {
        var product = node.Is("MatMul") || (node.Is("Gemm") && (node.Find("transA")?.I ?? 0) == 0
            && (node.Find("alpha")?.F ?? 1) == 1 && (node.Find("beta")?.F ?? 1) == 1);
        return product && constants.TryGetValue(node.Input[1], out var weights) && weights.DataType == OnnxType.Float && weights.Dims.Count == 2
            ? weights
            : null;
    }

    private string Constant(TensorProto weights, bool transposed)
    {
        if (!quantized.TryGetValue((weights.Name, transposed), out var name))
        {
            name = transposed ? $"{weights.Name}.turned" : weights.Name;
            var eight = QuantizedWeights.Of(weights, transposed, range);
            graph.Initializer.Add(Tensors.Create<sbyte>($"{name}.int8", OnnxType.Int8, eight.Numbers, eight.Inputs, eight.Outputs));
            graph.Initializer.Add(Tensors.Create<float>($"{name}.scales", OnnxType.Float, eight.Scales, eight.Outputs));
            quantized.Add((weights.Name, transposed), name);
        }

        return name;
    }

    private void Product(string activation, string weights, string? bias, string output)
    {
        if (activations.Add(activation))
        {
            nodes.Add(Nodes.Create("DynamicQuantizeLinear", [$"{activation}.uint8", $"{activation}.scale", $"{activation}.zero"], [activation]));
        }

        var product = bias is null ? output : $"{output}.product";
        nodes.Add(Nodes.Create("MatMulInteger", [$"{output}.sums"], [$"{activation}.uint8", $"{weights}.int8", $"{activation}.zero"]));
        nodes.Add(Nodes.Create("Cast", [$"{output}.float"], [$"{output}.sums"], ("to", OnnxType.Float)));
        nodes.Add(Nodes.Create("Mul", [$"{output}.scales"], [$"{activation}.scale", $"{weights}.scales"]));
        nodes.Add(Nodes.Create("Mul", [product], [$"{output}.float", $"{output}.scales"]));
        if (bias is not null)
        {
            nodes.Add(Nodes.Create("Add", [output], [product, bias]));
        }
    }

    /// <summary>ONNX Runtime fuses the addition of a bias only where the bias is the second operand; exports write it first.</summary>
    private void BiasesLast()
    {
        foreach (var node in graph.Node.Where(node => node.Is("Add")))
        {
            if (constants.ContainsKey(node.Input[0]) && !constants.ContainsKey(node.Input[1]))
            {
                (node.Input[0], node.Input[1]) = (node.Input[1], node.Input[0]);
            }
        }
    }
}
