using System.Reflection;
using Julie.Index.Ranking;

namespace Julie.Bench.Search.Weights;

/// <summary>One of the ranking's weights, by its name.</summary>
internal sealed class Weight(PropertyInfo property)
{
    public string Name => property.Name;

    public double Of(RankingWeights weights) => (double)property.GetValue(weights)!;

    public RankingWeights Times(RankingWeights weights, double factor)
    {
        var copy = weights with { };
        property.SetValue(copy, Of(weights) * factor);
        return copy;
    }
}
