using System.Runtime.InteropServices;

namespace Julie.Training.Export;

/// <summary>
/// Builds an ONNX model. Field numbers are those of onnx.proto: ModelProto (ir_version 1, producer_name 2, graph 7, opset_import 8), GraphProto (node 1,
/// name 2, initializer 5, doc_string 10, input 11, output 12), NodeProto (input 1, output 2, name 3, op_type 4, attribute 5), AttributeProto (name 1,
/// i 3, s 4, type 20), TensorProto (dims 1, data_type 2, name 8, raw_data 9).
/// </summary>
internal sealed class OnnxFile(string name)
{
    public const int Float = 1;
    public const int Int8 = 3;
    public const int Int64 = 7;

    /// <summary>Axes in ReduceSum and Squeeze are inputs from 13 on; 17 is the newest that every ONNX Runtime since 1.12 has.</summary>
    private const int Opset = 17;
    private const int IrVersion = 8;

    private readonly ProtoWriter graph = new ProtoWriter().Text(2, name);

    public OnnxFile Input(string input, int type, params string[] axes) => Value(11, input, type, axes);

    public OnnxFile Output(string output, int type, params string[] axes) => Value(12, output, type, axes);

    /// <summary>A constant.</summary>
    public OnnxFile Constant<T>(string constant, int type, T[] values, params long[] shape)
        where T : unmanaged
    {
        var tensor = new ProtoWriter();
        foreach (var size in shape)
        {
            tensor.Number(1, size);
        }

        graph.Message(5, tensor.Number(2, type).Text(8, constant).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan())));
        return this;
    }

    /// <summary>An operation with one output.</summary>
    public OnnxFile Node(string operation, string output, string[] inputs, params (string Name, long Value)[] attributes) =>
        Node(operation, [output], inputs, attributes);

    /// <summary>An operation with several outputs.</summary>
    public OnnxFile Node(string operation, string[] outputs, string[] inputs, params (string Name, long Value)[] attributes) =>
        Add(operation, outputs, inputs, attributes, []);

    /// <summary>An operation that also has attributes that are texts.</summary>
    public OnnxFile Node(
        string operation, string output, string[] inputs, (string Name, long Value)[] attributes, params (string Name, string Value)[] texts) =>
        Add(operation, [output], inputs, attributes, texts);

    public void Save(string file)
    {
        var model = new ProtoWriter()
            .Number(1, IrVersion)
            .Text(2, "Julie.Training")
            .Message(7, graph)
            .Message(8, new ProtoWriter().Text(1, "").Number(2, Opset));
        using var stream = File.Create(file);
        stream.Write(model.Written);
    }

    private OnnxFile Add(
        string operation, string[] outputs, string[] inputs, (string Name, long Value)[] attributes, (string Name, string Value)[] texts)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(3, outputs[0]).Text(4, operation);
        foreach (var (attribute, value) in attributes)
        {
            node.Message(5, new ProtoWriter().Text(1, attribute).Number(3, value).Number(20, 2)); // 2: INT
        }

        foreach (var (attribute, value) in texts)
        {
            node.Message(5, new ProtoWriter().Text(1, attribute).Text(4, value).Number(20, 3)); // 3: STRING
        }

        graph.Message(1, node);
        return this;
    }

    /// <summary>ValueInfoProto (name 1, type 2), TypeProto (tensor_type 1), Tensor (elem_type 1, shape 2), Dimension (dim_value 1, dim_param 2).</summary>
    private OnnxFile Value(int field, string value, int type, string[] axes)
    {
        var shape = new ProtoWriter();
        foreach (var axis in axes)
        {
            shape.Message(1, long.TryParse(axis, out var size) ? new ProtoWriter().Number(1, size) : new ProtoWriter().Text(2, axis));
        }

        var tensor = new ProtoWriter().Number(1, type).Message(2, shape);
        graph.Message(field, new ProtoWriter().Text(1, value).Message(2, new ProtoWriter().Message(1, tensor)));
        return this;
    }
}
