using System.Numerics.Tensors;

using Julie.Training.Learning;

namespace Julie.Training.Evaluation;

/// <summary>MRR on repositories that were not learnt from: a summary must find its code among the others of its language.</summary>
internal static class HeldOutRanking
{
    private const int Most = 2000;

    public static string Summary(StaticModel model, Samples samples)
    {
        var scores = samples.Validation.Where(sample => sample.Summary.Length > 0)
            .GroupBy(sample => sample.Language)
            .OrderBy(group => samples.Languages[group.Key], StringComparer.Ordinal)
            .Select(group => (Language: samples.Languages[group.Key], Score: Mrr(model, [.. group.Take(Most)])))
            .ToList();
        return scores.Count == 0
            ? "none"
            : $"{scores.Average(score => score.Score):F3} ({string.Join(' ', scores.Select(score => $"{score.Language} {score.Score:F3}"))})";
    }

    private static double Mrr(StaticModel model, Sample[] samples)
    {
        var documents = Embed(model, samples, sample => sample.Declaration, StaticModel.Document);
        var queries = Embed(model, samples, sample => sample.Summary, StaticModel.Query);
        var reciprocal = new double[samples.Length];
        Parallel.For(0, samples.Length, i =>
        {
            var right = TensorPrimitives.Dot<float>(queries[i], documents[i]);
            reciprocal[i] = 1.0 / (1 + documents.Count(document => TensorPrimitives.Dot<float>(queries[i], document) > right));
        });
        return reciprocal.Average();
    }

    private static float[][] Embed(StaticModel model, Sample[] samples, Func<Sample, int[]> text, int side) =>
        [.. samples.AsParallel().AsOrdered().Select(sample => model.Embed(text(sample), side))];
}
