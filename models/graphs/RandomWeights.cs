using System.Text;

namespace Julie.Graphs;

/// <summary>Weights that nobody trained.</summary>
public static class RandomWeights
{
    /// <summary>Spread of the weights in BERT's own initialisation.</summary>
    public const float BertSpread = 0.02f;

    /// <summary>
    /// Evenly distributed numbers of a standard deviation: the same ones at every call, on every machine, whatever was asked for before.
    /// The scales of normalisations lie around 1.
    /// </summary>
    public static BertWeights Create(int seed = 1, float spread = BertSpread) => (name, shape) =>
    {
        var state = Mix((ulong)seed);
        foreach (var part in Encoding.UTF8.GetBytes(name))
        {
            state = Mix(state ^ part);
        }

        var middle = name.EndsWith("LayerNorm.weight", StringComparison.Ordinal) ? 1f : 0f;
        var half = spread * MathF.Sqrt(3);
        var numbers = new float[shape.Aggregate(1L, (count, size) => count * size)];
        for (var i = 0; i < numbers.Length; i++)
        {
            state += 0x9E3779B97F4A7C15;
            numbers[i] = middle + (((((Mix(state) >> 40) + 0.5f) / (1 << 23)) - 1) * half);
        }

        return numbers;
    };

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
