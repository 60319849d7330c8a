using Google.Protobuf;

using Julie.Embedding.Quantization.Format;

using Microsoft.ML.OnnxRuntime;

namespace Julie.Embedding.Tests.Quantization;

/// <summary>Runs graphs and looks at what ONNX Runtime makes of them.</summary>
internal static class GraphRunner
{
    /// <summary>The first output, widened where it is half precision.</summary>
    public static float[] Run(byte[] graph, params (string Name, Array Values, long[] Shape)[] inputs)
    {
        using var session = new InferenceSession(graph);
        var values = inputs.Select(input => input.Values is long[] integers
            ? OrtValue.CreateTensorValueFromMemory(integers, input.Shape)
            : OrtValue.CreateTensorValueFromMemory((float[])input.Values, input.Shape)).ToList();
        using var options = new RunOptions();
        using var results = session.Run(options, [.. inputs.Select(input => input.Name)], values, [.. session.OutputMetadata.Keys]);
        var type = results[0].GetTensorTypeAndShape().ElementDataType;
        values.ForEach(value => value.Dispose());
        return type == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float16
            ? [.. results[0].GetTensorDataAsSpan<Float16>().ToArray().Select(half => half.ToFloat())]
            : results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>A batch of one text for a BERT graph.</summary>
    public static float[] RunBert(byte[] graph, int[] ids) => Run(
        graph,
        ("input_ids", ids.Select(id => (long)id).ToArray(), [1, ids.Length]),
        ("attention_mask", Enumerable.Repeat(1L, ids.Length).ToArray(), [1, ids.Length]),
        ("token_type_ids", new long[ids.Length], [1, ids.Length]));

    /// <summary>The operations that are left when ONNX Runtime has fused what it can.</summary>
    public static ILookup<string, NodeProto> Fused(byte[] graph)
    {
        var file = Path.GetTempFileName();
        try
        {
            using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED, OptimizedModelFilePath = file };
            using (new InferenceSession(graph, options))
            {
            }

            return ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph.Node.ToLookup(node => node.OpType);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The model as the quantiser reads it.</summary>
    public static ModelProto Simplified(byte[] graph)
    {
        var folder = Directory.CreateTempSubdirectory("julie-graph-").FullName;
        try
        {
            var file = Path.Combine(folder, "in.onnx");
            File.WriteAllBytes(file, graph);
            return Embedding.Quantization.SimplifiedGraph.Read(file, graph.Length, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static byte[] Bytes(this ModelProto model) => model.ToByteArray();

    public static double Cosine(float[] a, float[] b) => System.Numerics.Tensors.TensorPrimitives.CosineSimilarity<float>(a, b);
}
