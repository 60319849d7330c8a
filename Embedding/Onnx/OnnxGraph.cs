using System.Buffers;

using Julie.Embedding.Batching;
using Julie.Embedding.Manifest;

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Julie.Embedding.Onnx;

/// <summary>A session and what its graph wants: only the inputs that it declares are fed, as int64 or int32. Safe for concurrent use.</summary>
internal sealed class OnnxGraph : IBatchModel, IDisposable
{
    private readonly InferenceSession session;
    private readonly ModelManifest manifest;
    private readonly string[] inputs;
    private readonly TensorElementType[] types;
    private readonly string[] outputs;

    /// <param name="session">The loaded graph; the new object owns it.</param>
    /// <param name="manifest">What the graph must fit.</param>
    /// <param name="file">Its file, for errors.</param>
    /// <exception cref="ModelFileException">The graph does not fit the manifest.</exception>
    public OnnxGraph(InferenceSession session, ModelManifest manifest, string file)
    {
        this.session = session;
        this.manifest = manifest;
        GraphRules.Check(session, manifest, file);
        inputs = [.. session.InputMetadata.Keys];
        types = [.. session.InputMetadata.Values.Select(input => input.ElementDataType)];
        outputs = [manifest.Onnx!.Output];
    }

    public int Dimensions => manifest.ModelDimensions;

    /// <summary>Whether the graph takes texts as bags: each token once, with its count.</summary>
    public bool WantsCounts => inputs.Contains(GraphInput.TokenCounts);

    public void Run(IReadOnlyList<TokenRow> rows, EmbedSide side, Span<float> vectors, CancellationToken cancellationToken)
    {
        var length = rows.Max(row => row.Length);
        var values = new List<OrtValue>(inputs.Length);
        var owned = new List<IDisposable>(inputs.Length);
        try
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                values.Add(types[i] == TensorElementType.Int64 ? Feed<long>(inputs[i], rows, length, side, owned) : Feed<int>(inputs[i], rows, length, side, owned));
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
        catch (OnnxRuntimeException exception) when (DeviceMemoryException.IsMeantBy(exception.Message))
        {
            throw new DeviceMemoryException(exception.Message, exception);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
            owned.ForEach(buffer => buffer.Dispose());
        }
    }

    public void Dispose() => session.Dispose();

    private OrtValue Feed<T>(string input, IReadOnlyList<TokenRow> rows, int length, EmbedSide side, List<IDisposable> owned)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var buffer = MemoryPool<T>.Shared.Rent(rows.Count * length);
        owned.Add(buffer);
        var tensor = buffer.Memory[..(rows.Count * length)];
        GraphInput.Fill(input, rows, length, manifest.TokenTypeOf(side), tensor.Span);
        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, tensor, [rows.Count, length]);
    }

    /// <summary>Pools row by row: the graph's output never leaves native memory as a whole.</summary>
    private void Read(OrtValue output, IReadOnlyList<TokenRow> rows, int length, Span<float> vectors)
    {
        var shape = output.GetTensorTypeAndShape();
        var stride = manifest.Pooling == Pooling.None ? Dimensions : length * Dimensions;
        if (shape.ElementCount != (long)rows.Count * stride)
        {
            throw new EmbeddingException($"{manifest.Id} gave an output of shape [{string.Join(", ", shape.Shape)}] where its manifest promises {stride} numbers a text.");
        }

        var half = shape.ElementDataType == TensorElementType.Float16;
        var widened = half ? new float[stride] : [];
        for (var r = 0; r < rows.Count; r++)
        {
            ReadOnlySpan<float> row;
            if (half)
            {
                var halves = System.Runtime.InteropServices.MemoryMarshal.Cast<Float16, Half>(output.GetTensorDataAsSpan<Float16>().Slice(r * stride, stride));
                System.Numerics.Tensors.TensorPrimitives.ConvertToSingle(halves, widened);
                row = widened;
            }
            else
            {
                row = output.GetTensorDataAsSpan<float>().Slice(r * stride, stride);
            }

            Pooler.Pool(manifest.Pooling, row, rows[r].Length, vectors.Slice(r * Dimensions, Dimensions));
        }
    }
}
