using Julie.Embedding.Quantization.Format;

namespace Julie.Embedding.Quantization;

/// <summary>Constants in half precision.</summary>
internal static class HalfConstants
{
    private static readonly float Largest = (float)Half.MaxValue;

    /// <summary>Below this a half loses digits, down to nothing: 2 to the -14th.</summary>
    private const float SmallestNormal = 6.103515625e-5f;

    /// <summary>
    /// The constant in half precision under a name, and how many numbers were beyond its range: those become the largest one. Infinities stay: they are
    /// meant.
    /// </summary>
    public static (TensorProto Tensor, int Clamped) Convert(TensorProto constant, string name)
    {
        var values = constant.Floats();
        var halves = new Half[values.Length];
        var clamped = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (float.IsFinite(value) && MathF.Abs(value) > Largest)
            {
                clamped++;
                value = MathF.CopySign(Largest, value);
            }

            halves[i] = (Half)value;
        }

        return (Tensors.Create<Half>(name, OnnxType.Float16, halves, [.. constant.Dims]), clamped);
    }

    /// <summary>Whether it is a single number too small for half precision, as what a normalisation adds to a variance.</summary>
    public static bool IsTooSmall(TensorProto constant) =>
        constant.DataType == OnnxType.Float && constant.Count() == 1 && MathF.Abs(constant.Floats()[0]) is > 0 and < SmallestNormal;
}
