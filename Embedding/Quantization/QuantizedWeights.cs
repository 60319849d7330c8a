using Julie.Embedding.Quantization.Format;

namespace Julie.Embedding.Quantization;

/// <summary>A weight matrix in 8 bits: each output channel divided by a scale of its own, rounded to the nearest, symmetric around 0.</summary>
/// <param name="Numbers">[inputs, outputs].</param>
/// <param name="Scales">One an output.</param>
/// <param name="Inputs">Rows.</param>
/// <param name="Outputs">Columns.</param>
internal sealed record QuantizedWeights(sbyte[] Numbers, float[] Scales, int Inputs, int Outputs)
{
    /// <param name="weights">A float tensor of two axes.</param>
    /// <param name="transposed">Whether it is [outputs, inputs], as Gemm may have it.</param>
    /// <param name="range">The largest magnitude: 127, or 64 where products must fit a saturating instruction.</param>
    public static QuantizedWeights Of(TensorProto weights, bool transposed, int range)
    {
        var values = weights.Floats();
        var (rows, columns) = ((int)weights.Dims[0], (int)weights.Dims[1]);
        var (inputs, outputs) = transposed ? (columns, rows) : (rows, columns);
        var numbers = new sbyte[values.Length];
        var scales = new float[outputs];
        for (var output = 0; output < outputs; output++)
        {
            var most = 0f;
            for (var input = 0; input < inputs; input++)
            {
                most = MathF.Max(most, MathF.Abs(At(input, output)));
            }

            // A channel of zeros keeps a scale that divides.
            var scale = scales[output] = most > 0 ? most / range : 1;
            for (var input = 0; input < inputs; input++)
            {
                numbers[(input * outputs) + output] = (sbyte)Math.Clamp((int)MathF.Round(At(input, output) / scale), -range, range);
            }
        }

        return new QuantizedWeights(numbers, scales, inputs, outputs);

        float At(int input, int output) => values[transposed ? (output * inputs) + input : (input * outputs) + output];
    }
}
