namespace Julie.Embedding.Quantization.Format;

/// <summary>Questions to a graph, and its upkeep.</summary>
internal static class Graphs
{
    /// <summary>Every name that a node reads, also inside the branches of an If or the body of a Loop.</summary>
    public static IEnumerable<string> Reads(this GraphProto graph) => graph.Node.SelectMany(Reads).Concat(graph.Output.Select(output => output.Name));

    /// <summary>Whether a node has a graph of its own.</summary>
    public static bool HasBody(this NodeProto node) => node.Attribute.Any(attribute => attribute.G is not null || attribute.Graphs.Count > 0);

    /// <summary>Removes constants that nothing reads any more, and the shapes noted for values that are gone.</summary>
    public static void RemoveUnused(this GraphProto graph)
    {
        var read = graph.Reads().ToHashSet(StringComparer.Ordinal);
        var constants = graph.Initializer.Where(constant => read.Contains(constant.Name)).ToList();
        graph.Initializer.Clear();
        graph.Initializer.AddRange(constants);
        graph.ValueInfo.Clear();
    }

    private static IEnumerable<string> Reads(NodeProto node) => node.Input.Concat(
        node.Attribute.SelectMany(attribute => attribute.G is { } body ? [body] : (IEnumerable<GraphProto>)attribute.Graphs).SelectMany(Reads));
}
