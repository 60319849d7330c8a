using System.Runtime.InteropServices;

using Google.Protobuf;

namespace Julie.Embedding.Quantization.Format;

/// <summary>Constants: their numbers, little-endian as the format wants it.</summary>
internal static class Tensors
{
    public static TensorProto Create<T>(string name, int type, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var tensor = new TensorProto { Name = name, DataType = type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        foreach (var size in shape)
        {
            tensor.Dims.Add(size);
        }

        return tensor;
    }

    /// <summary>How many numbers its shape promises.</summary>
    public static long Count(this TensorProto tensor) => tensor.Dims.Aggregate(1L, (count, size) => checked(count * size));

    /// <summary>The numbers of a float tensor, whichever of the two fields holds them.</summary>
    /// <exception cref="InvalidDataException">They are not as many as the shape promises.</exception>
    public static float[] Floats(this TensorProto tensor)
    {
        if (tensor.DataType != OnnxType.Float)
        {
            throw new InvalidDataException($"constant '{tensor.Name}' is no float tensor but type {tensor.DataType}");
        }

        float[] values = tensor.HasRawData ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : [.. tensor.FloatData];
        return values.Length == tensor.Count()
            ? values
            : throw new InvalidDataException($"constant '{tensor.Name}' holds {values.Length} numbers where its shape promises {tensor.Count()}");
    }
}
