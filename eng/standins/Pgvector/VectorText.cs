using System.Globalization;
using System.Numerics;

namespace Pgvector;

/// <summary>What both vector types do alike: the text form and the hash.</summary>
internal static class VectorText
{
    public static T[] Parse<T>(string text)
        where T : struct, INumber<T>
    {
        if (text is not ['[', .. var inner, ']'])
        {
            throw new FormatException($"A vector's text is written in brackets, as in [1,2,3]; this is not: {text}");
        }

        return Array.ConvertAll(inner.Split(','), static e => T.Parse(e, CultureInfo.InvariantCulture));
    }

    public static string Format<T>(ReadOnlySpan<T> elements)
        where T : struct, INumber<T> =>
        $"[{string.Join(',', elements.ToArray().Select(static e => e.ToString(null, CultureInfo.InvariantCulture)))}]";

    public static int Hash<T>(ReadOnlySpan<T> elements)
        where T : struct
    {
        var hash = default(HashCode);
        foreach (var element in elements)
        {
            hash.Add(element);
        }

        return hash.ToHashCode();
    }
}
