using Julie.Embedding.Quantization.Format;

namespace Julie.Embedding.Quantization;

/// <summary>
/// Half precision: constants, values and outputs become float16, but for the operations of <see cref="HalfBlocks"/>; where the two meet, a Cast stands.
/// </summary>
internal sealed class HalfGraph
{
    private readonly GraphProto graph;
    private readonly HashSet<NodeProto> blocked;
    private readonly Dictionary<string, TensorProto> constants;
    private readonly HashSet<string> floats;
    private readonly HashSet<string> halves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> converted = new(StringComparer.Ordinal);
    private readonly List<NodeProto> nodes = [];
    private readonly List<string> clamped = [];

    private HalfGraph(GraphProto graph)
    {
        this.graph = graph;
        blocked = HalfBlocks.Of(graph);
        constants = graph.Initializer.ToDictionary(constant => constant.Name, StringComparer.Ordinal);
        floats = graph.ValueInfo.Concat(graph.Input).Concat(graph.Output)
            .Where(value => value.Type?.TensorType?.ElemType == OnnxType.Float).Select(value => value.Name)
            .Concat(graph.Initializer.Where(constant => constant.DataType == OnnxType.Float).Select(constant => constant.Name))
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Rewrites the model in place.</summary>
    /// <returns>How many constants are half as large now, and names of those of which numbers were clamped.</returns>
    /// <exception cref="QuantizationException">The graph branches or loops.</exception>
    public static (int Constants, IReadOnlyList<string> Clamped) Rewrite(ModelProto model)
    {
        if (model.Graph.Node.FirstOrDefault(Graphs.HasBody) is { } branching)
        {
            throw new QuantizationException($"The graph has a {branching.OpType} ('{branching.Name}'): graphs that branch or loop are not turned into half precision.");
        }

        var rewriting = new HalfGraph(model.Graph);
        rewriting.Run();
        model.Graph.RemoveUnused();
        return (model.Graph.Initializer.Count(constant => constant.DataType == OnnxType.Float16), rewriting.clamped);
    }

    private void Run()
    {
        foreach (var node in graph.Node)
        {
            var half = !blocked.Contains(node);
            for (var i = 0; i < node.Input.Count; i++)
            {
                if (floats.Contains(node.Input[i]))
                {
                    node.Input[i] = half ? AsHalf(node.Input[i]) : AsFloat(node.Input[i]);
                }
            }

            nodes.Add(node);
            if (half)
            {
                Outputs(node);
            }
        }

        foreach (var output in graph.Output.Where(output => halves.Contains(output.Name)))
        {
            output.Type.TensorType.ElemType = OnnxType.Float16;
        }

        graph.Node.Clear();
        graph.Node.AddRange(nodes);
    }

    private void Outputs(NodeProto node)
    {
        // Its mean and deviation are float whatever its input is.
        var outputs = node.Is("LayerNormalization") ? node.Output.Take(1) : node.Output;
        halves.UnionWith(outputs.Where(floats.Contains));
        if (node.Is("Cast") && node.Find("to") is { I: OnnxType.Float } to)
        {
            to.I = OnnxType.Float16;
        }
        else if (node.Is("ConstantOfShape") && floats.Contains(node.Output[0]))
        {
            var value = node.Find("value")?.T ?? Tensors.Create<float>("", OnnxType.Float, [0], 1);
            node.Attribute.Clear();
            node.Attribute.Add(new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = HalfConstants.Convert(value, value.Name).Tensor });
        }
    }

    private string AsHalf(string value)
    {
        if (halves.Contains(value))
        {
            return value;
        }

        if (!constants.TryGetValue(value, out var constant))
        {
            return Cast(value, $"{value}.half", OnnxType.Float16);
        }

        var name = $"{value}.half";
        if (converted.TryAdd(value, name))
        {
            var (tensor, beyond) = HalfConstants.Convert(constant, name);
            graph.Initializer.Add(tensor);
            if (beyond > 0)
            {
                clamped.Add($"{value} ({beyond} of {constant.Count()})");
            }
        }

        return name;
    }

    private string AsFloat(string value) => halves.Contains(value) ? Cast(value, $"{value}.single", OnnxType.Float) : value;

    private string Cast(string value, string name, int type)
    {
        if (converted.TryAdd(name, name))
        {
            nodes.Add(Nodes.Create("Cast", [name], [value], ("to", type)));
        }

        return name;
    }
}
