using Julie.Embedding.Quantization.Format;

namespace Julie.Embedding.Quantization;

/// <summary>Which operations stay in single precision.</summary>
internal static class HalfBlocks
{
    /// <summary>
    /// Powers overflow at 256, sums over a row lose digits, and some operations exist for single precision only. LayerNormalization and Softmax are not here:
    /// their half-precision kernels sum in single precision.
    /// </summary>
    private static readonly HashSet<string> Operations = new(StringComparer.Ordinal)
    {
        "Pow", "Sqrt", "Reciprocal", "Exp", "Log", "ReduceMean", "ReduceSum", "ReduceSumSquare", "ReduceL1", "ReduceL2", "ReduceProd", "ReduceLogSumExp",
        "CumSum", "Range", "Sin", "Cos", "Resize", "Upsample",
    };

    /// <summary>Arithmetic between two of them stays too, so that a normalisation written out in parts remains one piece that can be fused.</summary>
    private static readonly HashSet<string> Joining = new(StringComparer.Ordinal) { "Add", "Sub", "Mul", "Div" };

    public static HashSet<NodeProto> Of(GraphProto graph)
    {
        var constants = graph.Initializer.ToDictionary(constant => constant.Name, StringComparer.Ordinal);
        var producers = new Dictionary<string, NodeProto>(StringComparer.Ordinal);
        var consumers = graph.Node.SelectMany(node => node.Input.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node, StringComparer.Ordinal);
        var blocked = new HashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Node)
        {
            foreach (var output in node.Output)
            {
                producers[output] = node;
            }

            if (Operations.Contains(node.OpType) || node.Input.Any(input => constants.TryGetValue(input, out var constant) && HalfConstants.IsTooSmall(constant)))
            {
                blocked.Add(node);
            }
        }

        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var node in graph.Node.Where(node => Joining.Contains(node.OpType) && !blocked.Contains(node)))
            {
                var before = node.Input.Where(producers.ContainsKey).Select(input => blocked.Contains(producers[input])).ToList();
                var after = node.Output.SelectMany(output => consumers[output]).Any(blocked.Contains);
                if (before.Count > 0 && (before.TrueForAll(is32 => is32) || (before.Contains(true) && after)))
                {
                    grown |= blocked.Add(node);
                }
            }
        }

        return blocked;
    }
}
