using System.Buffers;

using Julie.Embedding.Manifest;

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Julie.Embedding.Onnx;

/// <summary>A session and what its graph wants: only the inputs that it declares are fed. Safe for concurrent use.</summary>
internal sealed class OnnxGraph : IDisposable
{
    private const string InputIds = "input_ids";
    private const string AttentionMask = "attention_mask";
    private const string TokenTypeIds = "token_type_ids";
    private const string PositionIds = "position_ids";

    private readonly InferenceSession session;
    private readonly ModelManifest manifest;
    private readonly string[] inputs;
    private readonly string[] outputs;

    public OnnxGraph(InferenceSession session, ModelManifest manifest, string file)
    {
        this.session = session;
        this.manifest = manifest;
        inputs = [.. session.InputMetadata.Keys];
        outputs = [manifest.Onnx!.Output];
        Check(file);
    }

    /// <summary>Runs one batch and writes each row's pooled vector; the graph's output never leaves native memory as a whole.</summary>
    /// <param name="rows">Token ids a text, each with at least one.</param>
    /// <param name="tokenType">Value of every <c>token_type_ids</c>.</param>
    /// <param name="vectors">[rows, dimensions].</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public void Run(IReadOnlyList<int[]> rows, int tokenType, Span<float> vectors, CancellationToken cancellationToken)
    {
        var length = rows.Max(row => row.Length);
        var buffers = new List<long[]>(inputs.Length);
        var values = new List<OrtValue>(inputs.Length);
        try
        {
            foreach (var input in inputs)
            {
                var buffer = ArrayPool<long>.Shared.Rent(rows.Count * length);
                buffers.Add(buffer);
                var tensor = buffer.AsMemory(0, rows.Count * length);
                Fill(input, rows, length, tokenType, tensor.Span);
                values.Add(OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, tensor, [rows.Count, length]));
            }

            using var options = new RunOptions();
            using var registration = cancellationToken.UnsafeRegister(static state => ((RunOptions)state!).Terminate = true, options);
            using var results = session.Run(options, inputs, values, outputs);
            Read(results[0], rows, length, vectors);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
            buffers.ForEach(buffer => ArrayPool<long>.Shared.Return(buffer));
        }
    }

    public void Dispose() => session.Dispose();

    private static void Fill(string input, IReadOnlyList<int[]> rows, int length, int tokenType, Span<long> tensor)
    {
        tensor.Clear();
        for (var r = 0; r < rows.Count; r++)
        {
            var row = tensor.Slice(r * length, length);
            var ids = rows[r];
            for (var t = 0; t < ids.Length; t++)
            {
                row[t] = input switch { InputIds => ids[t], AttentionMask => 1, TokenTypeIds => tokenType, _ => t };
            }
        }
    }

    private void Read(OrtValue output, IReadOnlyList<int[]> rows, int length, Span<float> vectors)
    {
        var shape = output.GetTensorTypeAndShape();
        var stride = manifest.Pooling == Pooling.None ? manifest.Dimensions : length * manifest.Dimensions;
        if (shape.ElementCount != (long)rows.Count * stride)
        {
            throw new EmbeddingException($"{manifest.Id} gave an output of shape [{string.Join(", ", shape.Shape)}] where its manifest promises {stride} numbers a text.");
        }

        // The half-precision exports give Float16: widened row by row.
        var half = shape.ElementDataType == TensorElementType.Float16 ? output.GetTensorDataAsSpan<Float16>() : default;
        var single = half.IsEmpty ? output.GetTensorDataAsSpan<float>() : default;
        var widened = half.IsEmpty ? [] : new float[stride];
        for (var r = 0; r < rows.Count; r++)
        {
            ReadOnlySpan<float> row;
            if (half.IsEmpty)
            {
                row = single.Slice(r * stride, stride);
            }
            else
            {
                for (var i = 0; i < stride; i++)
                {
                    widened[i] = half[(r * stride) + i].ToFloat();
                }

                row = widened;
            }

            Pooler.Pool(manifest.Pooling, row, rows[r].Length, vectors.Slice(r * manifest.Dimensions, manifest.Dimensions));
        }
    }

    private void Check(string file)
    {
        foreach (var (name, input) in session.InputMetadata)
        {
            if (name is not (InputIds or AttentionMask or TokenTypeIds or PositionIds))
            {
                throw Unfit(file, $"asks for an input '{name}' that no text model of this project feeds");
            }

            if (input.ElementDataType != TensorElementType.Int64)
            {
                throw Unfit(file, $"wants {input.ElementDataType} for '{name}' where int64 is fed");
            }
        }

        if (!session.OutputMetadata.TryGetValue(outputs[0], out var output))
        {
            throw Unfit(file, $"has no output '{outputs[0]}' but: {string.Join(", ", session.OutputMetadata.Keys)}");
        }

        var rank = manifest.Pooling == Pooling.None ? 2 : 3;
        if (output.Dimensions.Length != rank || output.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
        {
            throw Unfit(file, $"gives '{outputs[0]}' as {output.ElementDataType} of {output.Dimensions.Length} axes where pooling '{manifest.Pooling}' needs float of {rank}");
        }

        // A symbolic axis reads -1; Read checks it against what really comes.
        if (output.Dimensions[^1] > 0 && output.Dimensions[^1] != manifest.Dimensions)
        {
            throw Unfit(file, $"gives vectors of {output.Dimensions[^1]} where its manifest says {manifest.Dimensions}");
        }
    }

    private static ModelFileException Unfit(string file, string problem) => new(file, problem, "Correct the model's manifest or export.");
}
