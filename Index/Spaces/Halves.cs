using Pgvector;

namespace Julie.Index.Spaces;

internal static class Halves
{
    /// <summary>The vector in half precision. A NaN would poison the order of every search that meets it, so it is refused by name.</summary>
    public static HalfVector Of(ReadOnlySpan<float> vector, int dimensions, string owner)
    {
        if (vector.Length != dimensions)
        {
            throw new ArgumentException($"The vector of {owner} has {vector.Length} dimensions, the space has {dimensions}.");
        }

        var halves = new Half[dimensions];
        var zero = true;
        for (var i = 0; i < dimensions; i++)
        {
            halves[i] = (Half)vector[i];
            if (!Half.IsFinite(halves[i]))
            {
                throw new ArgumentException($"The vector of {owner} holds {vector[i]} at {i}: not a number that half precision can hold.");
            }

            zero &= halves[i] == Half.Zero;
        }

        return zero ? throw new ArgumentException($"The vector of {owner} is zero: it has no direction to compare.") : new(halves);
    }
}
