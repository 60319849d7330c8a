using Google.Protobuf;

using Julie.Embedding.Quantization.Format;

using Microsoft.ML.OnnxRuntime;

namespace Julie.Embedding.Quantization;

/// <summary>
/// A model as ONNX Runtime writes it after its basic optimisations: constants folded, weights inside the file, the type of every value noted. Only standard
/// operations: the fusions of a device come when the quantised model is loaded.
/// </summary>
internal static class SimplifiedGraph
{
    /// <summary>A protobuf message cannot be longer.</summary>
    private const long MostBytes = int.MaxValue;

    /// <exception cref="QuantizationException">It is too large, or no float model.</exception>
    public static ModelProto Read(string file, long bytesOfAllFiles, string scratch)
    {
        if (bytesOfAllFiles > MostBytes)
        {
            throw new QuantizationException(
                $"{file} has {bytesOfAllFiles} bytes with its weights; more than {MostBytes} are not rewritten here. Export the checkpoint in half precision instead (models/export).");
        }

        var simplified = Path.Combine(scratch, "simplified.onnx");
        try
        {
            using var options = new SessionOptions
            {
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
                OptimizedModelFilePath = simplified,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            using var session = new InferenceSession(file, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new QuantizationException($"{file} is refused by ONNX Runtime: {exception.Message}", exception);
        }

        try
        {
            var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(simplified));
            ExternalData.Inline(model, Path.GetDirectoryName(Path.GetFullPath(file))!);
            return Checked(model, file);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new QuantizationException($"{file} cannot be read: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(simplified);
        }
    }

    private static ModelProto Checked(ModelProto model, string file)
    {
        if (model.Graph.Node.FirstOrDefault(node => node.OpType.Contains("Quantize", StringComparison.Ordinal)
            || node.OpType is "MatMulInteger" or "MatMulNBits" or "QAttention") is { } quantized)
        {
            throw new QuantizationException($"{file} is quantised already (it has {quantized.OpType}). Start from the model in float.");
        }

        return model.Graph.Initializer.Any(constant => constant.DataType == OnnxType.Float)
            ? model
            : throw new QuantizationException($"{file} has no float weights. Start from the model in float.");
    }
}
