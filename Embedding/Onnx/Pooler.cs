using System.Numerics.Tensors;

using Julie.Embedding.Manifest;

namespace Julie.Embedding.Onnx;

/// <summary>Token vectors to one vector a text, and its normalisation.</summary>
internal static class Pooler
{
    /// <summary>Pools one text.</summary>
    /// <param name="pooling">How.</param>
    /// <param name="output">The text's part of the output: [padded tokens, dimensions], or [dimensions] where nothing is pooled.</param>
    /// <param name="tokens">Tokens of the text that are no padding, at least 1; they come first.</param>
    /// <param name="vector">Receives the vector.</param>
    public static void Pool(Pooling pooling, ReadOnlySpan<float> output, int tokens, Span<float> vector)
    {
        var dimensions = vector.Length;
        switch (pooling)
        {
            case Pooling.None:
            case Pooling.Cls:
                output[..dimensions].CopyTo(vector);
                break;
            case Pooling.Last:
                output.Slice((tokens - 1) * dimensions, dimensions).CopyTo(vector);
                break;
            case Pooling.Mean:
                vector.Clear();
                for (var token = 0; token < tokens; token++)
                {
                    TensorPrimitives.Add(vector, output.Slice(token * dimensions, dimensions), vector);
                }

                TensorPrimitives.Divide(vector, tokens, vector);
                break;
            case Pooling.WeightedMean:
                // Later tokens of a causal model have seen more: SGPT (Muennighoff 2022), weight i of token i from 1.
                vector.Clear();
                for (var token = 0; token < tokens; token++)
                {
                    TensorPrimitives.MultiplyAdd(output.Slice(token * dimensions, dimensions), token + 1f, vector, vector);
                }

                TensorPrimitives.Divide(vector, tokens * (tokens + 1f) / 2, vector);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(pooling), pooling, "not a pooling");
        }
    }

    /// <summary>Divides by the Euclidean length. False where the vector is not finite or has no length, which no search could rank.</summary>
    public static bool TryFinish(Span<float> vector, bool normalize)
    {
        var length = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(length) || length == 0)
        {
            return false;
        }

        if (normalize)
        {
            TensorPrimitives.Divide(vector, length, vector);
        }

        return true;
    }
}
