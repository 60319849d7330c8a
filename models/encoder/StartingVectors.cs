using System.Runtime.InteropServices;

using Julie.Embedding.Quantization.Format;

using TorchSharp;

using static TorchSharp.torch;

namespace Julie.Training.Encoder;

/// <summary>
/// The token vectors of a static model in fewer dimensions: those along which they differ most. An encoder that starts with them learns in minutes
/// what random vectors would need hours for.
/// </summary>
internal static class StartingVectors
{
    /// <returns>[tokens, hidden], of BERT's own spread.</returns>
    public static float[] Read(string folder, int hidden)
    {
        var file = Path.Combine(folder, "model.onnx");
        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph;
        var table = graph.Initializer.FirstOrDefault(tensor => tensor.Name == "vectors" && tensor.DataType == OnnxType.Int8)
            ?? throw new InvalidDataException($"{file} holds no 'vectors' of int8: --start wants a model that 'Julie.Training export' wrote.");
        using var scope = NewDisposeScope();
        var numbers = MemoryMarshal.Cast<byte, sbyte>(table.RawData.Span);
        var single = new float[numbers.Length];
        for (var i = 0; i < single.Length; i++)
        {
            single[i] = numbers[i];
        }

        var vectors = tensor(single, table.Dims[0], table.Dims[1]);
        var (_, directions) = linalg.eigh(vectors.transpose(0, 1).matmul(vectors));
        // Eigenvalues rise: the last columns are the directions that matter.
        var chosen = vectors.matmul(directions[TensorIndex.Ellipsis, TensorIndex.Slice(table.Dims[1] - hidden)]);
        return (chosen * (Julie.Graphs.RandomWeights.BertSpread / chosen.std())).contiguous().data<float>().ToArray();
    }
}
