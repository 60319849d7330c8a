using Google.Protobuf;

namespace Julie.Embedding.Quantization.Format;

/// <summary>Writes a graph from nothing, a line a node.</summary>
internal sealed class GraphBuilder(string name)
{
    /// <summary>The newest that every ONNX Runtime since 1.12 has; LayerNormalization came with it.</summary>
    public const int Opset = 17;
    private const int IrVersion = 8;

    private readonly GraphProto graph = new() { Name = name };

    public GraphBuilder Input(string input, int type, params object[] axes)
    {
        graph.Input.Add(Value(input, type, axes));
        return this;
    }

    public GraphBuilder Output(string output, int type, params object[] axes)
    {
        graph.Output.Add(Value(output, type, axes));
        return this;
    }

    /// <summary>A constant.</summary>
    public GraphBuilder Constant<T>(string constant, int type, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        graph.Initializer.Add(Tensors.Create(constant, type, values, shape));
        return this;
    }

    /// <summary>An operation with one output.</summary>
    public GraphBuilder Node(string operation, string output, string[] inputs, params (string Name, object Value)[] attributes) =>
        Node(operation, [output], inputs, attributes);

    /// <summary>An operation with several outputs.</summary>
    public GraphBuilder Node(string operation, string[] outputs, string[] inputs, params (string Name, object Value)[] attributes)
    {
        graph.Node.Add(Nodes.Create(operation, outputs, inputs, attributes));
        return this;
    }

    public ModelProto Build() => new()
    {
        IrVersion = IrVersion,
        ProducerName = "Julie",
        Graph = graph,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
    };

    public byte[] ToArray() => Build().ToByteArray();

    public void Save(string file)
    {
        using var stream = File.Create(file);
        Build().WriteTo(stream);
    }

    /// <summary>An axis is a number, or the name of one that differs from run to run.</summary>
    private static ValueInfoProto Value(string value, int type, object[] axes)
    {
        var shape = new TensorShapeProto();
        foreach (var axis in axes)
        {
            shape.Dim.Add(axis is string symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(axis, System.Globalization.CultureInfo.InvariantCulture) });
        }

        return new ValueInfoProto { Name = value, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } } };
    }
}
