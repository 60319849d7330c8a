using System.Globalization;

namespace Julie.Index.Spaces;

/// <summary>Names of a space's table and index. Made from a number only: they stand in SQL where no parameter may.</summary>
internal static class SpaceTable
{
    public static string Name(long spaceId) => string.Create(CultureInfo.InvariantCulture, $"space_{spaceId}");

    public static string HnswIndex(long spaceId) => string.Create(CultureInfo.InvariantCulture, $"space_{spaceId}_hnsw");
}
