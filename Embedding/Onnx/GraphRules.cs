using Julie.Embedding.Manifest;

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Julie.Embedding.Onnx;

/// <summary>Whether a graph is what its manifest says.</summary>
internal static class GraphRules
{
    /// <exception cref="ModelFileException">It is not; the message says where.</exception>
    public static void Check(InferenceSession session, ModelManifest manifest, string file)
    {
        foreach (var (name, input) in session.InputMetadata)
        {
            if (!GraphInput.IsKnown(name))
            {
                throw Unfit(file, $"asks for an input '{name}' that no text model of this project feeds");
            }

            if (input.ElementDataType is not (TensorElementType.Int64 or TensorElementType.Int32))
            {
                throw Unfit(file, $"wants {input.ElementDataType} for '{name}' where int64 or int32 is fed");
            }
        }

        var wanted = manifest.Onnx!.Output;
        if (!session.OutputMetadata.TryGetValue(wanted, out var output))
        {
            throw Unfit(file, $"has no output '{wanted}' but: {string.Join(", ", session.OutputMetadata.Keys)}");
        }

        var rank = manifest.Pooling == Pooling.None ? 2 : 3;
        if (output.Dimensions.Length != rank || output.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
        {
            throw Unfit(file, $"gives '{wanted}' as {output.ElementDataType} of {output.Dimensions.Length} axes where pooling '{manifest.Pooling}' needs float of {rank}");
        }

        // A symbolic axis reads -1: then the first run shows it.
        if (output.Dimensions[^1] > 0 && output.Dimensions[^1] != manifest.ModelDimensions)
        {
            throw Unfit(file, $"gives vectors of {output.Dimensions[^1]} where its manifest says {manifest.ModelDimensions}");
        }
    }

    private static ModelFileException Unfit(string file, string problem) => new(file, problem, "Correct the model's manifest or export.");
}
