using System.Numerics.Tensors;

namespace Julie.Training.Evaluation;

/// <summary>Ways to put a list of vector scores and a list of lexical scores together.</summary>
internal static class Fusion
{
    /// <summary>Reciprocal rank fusion with the usual constant of 60.</summary>
    public static float[] ByRank(params float[][] lists)
    {
        var fused = new float[lists[0].Length];
        foreach (var list in lists)
        {
            var order = Enumerable.Range(0, list.Length).OrderByDescending(i => list[i]).ToArray();
            for (var rank = 0; rank < order.Length; rank++)
            {
                fused[order[rank]] += 1f / (60 + rank + 1);
            }
        }

        return fused;
    }

    /// <summary>Scores in standard deviations above their mean, the vectors' weighted by their share.</summary>
    public static float[] ByScore(float[] vectors, float[] lexical, float share)
    {
        var (left, right) = (Standard(vectors), Standard(lexical));
        return [.. left.Zip(right, (a, b) => (share * a) + ((1 - share) * b))];
    }

    private static float[] Standard(float[] scores)
    {
        var mean = TensorPrimitives.Sum<float>(scores) / scores.Length;
        var centred = scores.Select(score => score - mean).ToArray();
        var deviation = TensorPrimitives.Norm<float>(centred) / MathF.Sqrt(scores.Length);
        TensorPrimitives.Divide(centred, MathF.Max(deviation, 1e-9f), centred);
        return centred;
    }
}
