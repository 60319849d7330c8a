using System.Numerics.Tensors;

namespace Julie.Training.Learning;

/// <summary>
/// Fewer dimensions: the principal components of queries' and documents' vectors. A model that learnt more of them and gave up the least finds more than
/// one that never had them.
/// </summary>
internal static class Reduction
{
    private const int Texts = 20_000;
    private const int Rounds = 40;

    public static StaticModel Of(StaticModel model, IReadOnlyList<Sample> samples, int dimensions, ParallelOptions parallel)
    {
        var components = Components(Covariance(model, samples, parallel), model.Dimensions, dimensions, parallel);
        var reduced = new StaticModel(model.Tokens, dimensions);
        Parallel.For(0, model.Tokens, parallel, token =>
        {
            for (var i = 0; i < dimensions; i++)
            {
                reduced.Vectors[(token * dimensions) + i] = TensorPrimitives.Dot(model.VectorOf(token), components[i]);
            }
        });
        for (var side = 0; side < 2; side++)
        {
            model.LogWeights[side].CopyTo(reduced.LogWeights[side], 0);
            model.LogPlaces[side].CopyTo(reduced.LogPlaces[side], 0);
        }

        return reduced;
    }

    /// <summary>[dimensions, dimensions] of as many queries as documents, spread over all samples.</summary>
    private static float[][] Covariance(StaticModel model, IReadOnlyList<Sample> samples, ParallelOptions parallel)
    {
        var documented = samples.Where(sample => sample.Summary.Length > 0).ToList();
        var step = Math.Max(1, documented.Count / Texts);
        var vectors = documented.Where((_, i) => i % step == 0).AsParallel().AsOrdered()
            .SelectMany(sample => new[] { model.Embed(sample.Summary, StaticModel.Query), model.Embed(sample.Declaration, StaticModel.Document) })
            .ToArray();
        var rows = new float[model.Dimensions][];
        Parallel.For(0, model.Dimensions, parallel, i =>
        {
            rows[i] = new float[model.Dimensions];
            foreach (var vector in vectors)
            {
                TensorPrimitives.MultiplyAdd(vector, vector[i], rows[i], rows[i]);
            }
        });
        return rows;
    }

    /// <summary>Orthogonal iteration: multiply and make orthogonal again, until the largest components are left.</summary>
    private static float[][] Components(float[][] covariance, int from, int to, ParallelOptions parallel)
    {
        var random = new Random(1);
        var components = Enumerable.Range(0, to).Select(_ => Enumerable.Range(0, from).Select(_ => random.NextSingle() - 0.5f).ToArray()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            Parallel.For(0, to, parallel, i =>
                components[i] = [.. covariance.Select(row => TensorPrimitives.Dot(row, components[i]))]);
            for (var i = 0; i < to; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    TensorPrimitives.MultiplyAdd(components[j], -TensorPrimitives.Dot(components[j], components[i]), components[i], components[i]);
                }

                TensorPrimitives.Divide(components[i], TensorPrimitives.Norm<float>(components[i]), components[i]);
            }
        }

        return components;
    }
}
