using System.Numerics.Tensors;

using Julie.Training.Learning;

namespace Julie.Training.Export;

/// <summary>
/// Vectors in 8 bits: each row is divided by a scale of its own, and the scale goes into the token's weights, so the graph multiplies no more
/// than before.
/// </summary>
internal sealed class QuantizedModel
{
    public QuantizedModel(StaticModel model)
    {
        (Tokens, Dimensions) = (model.Tokens, model.Dimensions);
        Places = [.. model.LogPlaces.SelectMany(places => places).Select(MathF.Exp)];
        Vectors = new sbyte[model.Vectors.Length];
        Weights = new float[2 * Tokens];
        for (var token = 0; token < Tokens; token++)
        {
            var vector = model.VectorOf(token);
            var scale = MathF.Max(TensorPrimitives.MaxMagnitude(vector) is var most && most < 0 ? -most : most, 1e-12f) / sbyte.MaxValue;
            for (var i = 0; i < Dimensions; i++)
            {
                Vectors[(token * Dimensions) + i] = (sbyte)MathF.Round(vector[i] / scale);
            }

            for (var side = 0; side < 2; side++)
            {
                Weights[(side * Tokens) + token] = MathF.Exp(model.LogWeights[side][token]) * scale;
            }
        }
    }

    public int Tokens { get; }

    public int Dimensions { get; }

    /// <summary>[tokens, dimensions].</summary>
    public sbyte[] Vectors { get; }

    /// <summary>[side, token], scales included.</summary>
    public float[] Weights { get; }

    /// <summary>[side, place].</summary>
    public float[] Places { get; }

    /// <summary>What the graph must compute.</summary>
    public float[] Embed(ReadOnlySpan<int> text, int side)
    {
        var vector = new float[Dimensions];
        var bag = Bag.Of(text);
        for (var t = 0; t < bag.Tokens.Length; t++)
        {
            var token = bag.Tokens[t];
            var factor = bag.Factors[t] * Places[(side * Bag.MostPlaces) + bag.Places[t]];
            for (var i = 0; i < Dimensions; i++)
            {
                vector[i] += factor * Weights[(side * Tokens) + token] * Vectors[(token * Dimensions) + i];
            }
        }

        TensorPrimitives.Divide(vector, MathF.Max(TensorPrimitives.Norm<float>(vector), StaticGraph.ShortestLength), vector);
        return vector;
    }
}
