using Google.Protobuf;

namespace Julie.Embedding.Quantization.Format;

/// <summary>Makes operations and reads their attributes.</summary>
internal static class Nodes
{
    /// <summary>The domain of ONNX Runtime's own operations.</summary>
    public const string Microsoft = "com.microsoft";

    /// <param name="operation">Its type; "com.microsoft:QAttention" names one of another domain.</param>
    /// <param name="outputs">Names of its outputs; the first is also its name.</param>
    /// <param name="inputs">Names of its inputs; an empty one is left out.</param>
    /// <param name="attributes">Attributes: long, int, float, string, long[] or float[].</param>
    public static NodeProto Create(string operation, string[] outputs, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var colon = operation.IndexOf(':', StringComparison.Ordinal);
        var node = new NodeProto { Name = outputs[0], OpType = operation[(colon + 1)..] };
        if (colon > 0)
        {
            node.Domain = operation[..colon];
        }

        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        return node;
    }

    public static bool Is(this NodeProto node, string operation) => node.OpType == operation && node.Domain is "" or "ai.onnx";

    public static bool IsMicrosoft(this NodeProto node, string operation) => node.OpType == operation && node.Domain == Microsoft;

    public static AttributeProto? Find(this NodeProto node, string attribute) => node.Attribute.FirstOrDefault(found => found.Name == attribute);

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        int number => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = number },
        long number => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = number },
        float number => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = number },
        string text => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(text) },
        long[] numbers => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { numbers } },
        float[] numbers => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Floats, Floats = { numbers } },
        _ => throw new ArgumentException($"no attribute can be a {value.GetType().Name}", nameof(value)),
    };
}
