using System.Globalization;
using System.Reflection;
using Julie.Index.Ranking;

namespace Julie.Bench.Search.Weights;

/// <summary>All weights that are fitted, and how.</summary>
internal static class WeightFit
{
    /// <summary>A smaller gain is noise of a few questions.</summary>
    private const double LeastGain = 0.0003;

    private static readonly double[] Factors = [0.5, 0.7, 0.85, 1.2, 1.45, 2];

    public static IReadOnlyList<Weight> All { get; } =
        [.. typeof(RankingWeights).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.PropertyType == typeof(double) && p.Name != nameof(RankingWeights.NearDuplicate)).Select(p => new Weight(p))];

    /// <summary>Moves one weight after another, as long as the measure rises.</summary>
    public static RankingWeights Fit(RankingWeights start, Func<RankingWeights, double> measure, Action<string> progress)
    {
        var (best, figure) = (start, measure(start));
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var weight in All)
            {
                var tried = Factors.Select(factor => weight.Times(best, factor)).Select(weights => (Weights: weights, Figure: measure(weights))).MaxBy(t => t.Figure);
                if (tried.Figure > figure + LeastGain)
                {
                    progress(string.Create(CultureInfo.InvariantCulture, $"    {weight.Name} {weight.Of(best):F3} -> {weight.Of(tried.Weights):F3}: {tried.Figure:F4}"));
                    (best, figure, moved) = (tried.Weights, tried.Figure, true);
                }
            }
        }

        return best;
    }
}
