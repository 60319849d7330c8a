using System.Runtime.InteropServices;

namespace Julie.Embedding.Tests.Support;

/// <summary>
/// Writes ONNX graphs small enough to check by hand: the vector of a token is row <c>id</c> of a table plus row <c>token_type_id</c> of
/// another. Field numbers are those of onnx.proto.
/// </summary>
internal static class TinyModel
{
    public const int Dimensions = 4;
    public const int Tokens = 64;
    public const string TokenOutput = "last_hidden_state";
    public const string TextOutput = "sentence_embedding";

    /// <summary>The id whose row is not a number.</summary>
    public const int NotANumber = Tokens - 1;

    private const int Float = 1;
    private const int Int64 = 7;

    /// <summary>Row <paramref name="id"/> of the token table.</summary>
    public static float[] Row(int id) => id == NotANumber
        ? [float.NaN, 0, 0, 0]
        : [1 + id, MathF.Sin(id), MathF.Cos(id), 0.1f * id];

    /// <summary>Row <paramref name="type"/> of the token type table.</summary>
    public static float[] TypeRow(int type) => [0, 10f * type, 0, -5f * type];

    /// <summary>[batch, tokens, 4], to be pooled.</summary>
    public static byte[] PerToken(string extraInput = "") => Model(
        Graph([.. TokenVectors(TokenOutput)], extraInput, Value(TokenOutput, Float, "batch", "tokens", Dimensions)));

    /// <summary>[batch, 4]: the sum over the tokens under the attention mask.</summary>
    public static byte[] PerText() => Model(Graph(
        [
            .. TokenVectors("vectors"),
            Node("Cast", ["attention_mask"], "mask", ("to", Float)),
            Node("Unsqueeze", ["mask", "last_axis"], "column"),
            Node("Mul", ["vectors", "column"], "masked"),
            Node("ReduceSum", ["masked", "token_axis"], TextOutput, ("keepdims", 0)),
        ],
        "attention_mask",
        Value(TextOutput, Float, "batch", Dimensions)));

    private static IEnumerable<Protobuf> TokenVectors(string output) =>
    [
        Node("Gather", ["token_table", "input_ids"], "tokens"),
        Node("Gather", ["type_table", "token_type_ids"], "types"),
        Node("Add", ["tokens", "types"], output),
    ];

    private static Protobuf Graph(Protobuf[] nodes, string extraInput, Protobuf output)
    {
        var graph = new Protobuf().Text(2, "tiny");
        Array.ForEach(nodes, node => graph.Message(1, node));
        graph.Message(5, Floats("token_table", [.. Enumerable.Range(0, Tokens).SelectMany(Row)]));
        graph.Message(5, Floats("type_table", [.. Enumerable.Range(0, 2).SelectMany(TypeRow)]));
        graph.Message(11, Value("input_ids", Int64, "batch", "tokens"));
        graph.Message(11, Value("token_type_ids", Int64, "batch", "tokens"));
        if (nodes.Length > 3)
        {
            graph.Message(5, Longs("last_axis", -1));
            graph.Message(5, Longs("token_axis", 1));
        }

        if (extraInput.Length > 0)
        {
            graph.Message(11, Value(extraInput, Int64, "batch", "tokens"));
        }

        return graph.Message(12, output);
    }

    private static byte[] Model(Protobuf graph) => new Protobuf()
        .Number(1, 8) // ir_version
        .Message(7, graph)
        .Message(8, new Protobuf().Text(1, "").Number(2, 17)) // opset 17
        .ToArray();

    private static Protobuf Node(string type, string[] inputs, string output, params (string Name, long Value)[] attributes)
    {
        var node = new Protobuf();
        Array.ForEach(inputs, input => node.Text(1, input));
        node.Text(2, output).Text(3, output).Text(4, type);
        foreach (var (name, value) in attributes)
        {
            node.Message(5, new Protobuf().Text(1, name).Number(3, value).Number(20, 2));
        }

        return node;
    }

    private static Protobuf Floats(string name, float[] values) => new Protobuf()
        .Number(1, values.Length / Dimensions).Number(1, Dimensions).Number(2, Float).Text(8, name)
        .Bytes(9, MemoryMarshal.AsBytes<float>(values));

    private static Protobuf Longs(string name, params long[] values) => new Protobuf()
        .Number(1, values.Length).Number(2, Int64).Text(8, name)
        .Bytes(9, MemoryMarshal.AsBytes<long>(values));

    private static Protobuf Value(string name, int type, params object[] axes)
    {
        var shape = new Protobuf();
        Array.ForEach(axes, axis => shape.Message(1, axis is string symbol ? new Protobuf().Text(2, symbol) : new Protobuf().Number(1, (int)axis)));
        return new Protobuf().Text(1, name).Message(2, new Protobuf().Message(1, new Protobuf().Number(1, type).Message(2, shape)));
    }
}
