namespace Julie.QueryApi.Query;

/// <summary>The filters by name, and what to say about a name that is none.</summary>
internal static class FilterNames
{
    private const int LongestTypo = 2;

    private static readonly Dictionary<string, FilterField> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["repo"] = FilterField.Repository,
        ["repository"] = FilterField.Repository,
        ["lang"] = FilterField.Language,
        ["language"] = FilterField.Language,
        ["path"] = FilterField.Path,
        ["file"] = FilterField.Path,
        ["ref"] = FilterField.Ref,
        ["branch"] = FilterField.Ref,
    };

    /// <summary>For people: every filter, as it is typed.</summary>
    public const string All = "repo:, lang:, path: and ref:";

    public static bool TryFind(string name, out FilterField field) => Fields.TryGetValue(name, out field);

    /// <summary>The filter that was probably meant, or null.</summary>
    public static string? Nearest(string name) => Fields.Keys
        .Select(known => (Known: known, Distance: EditDistance.Between(name.ToLowerInvariant(), known)))
        .Where(pair => pair.Distance <= LongestTypo && pair.Distance < pair.Known.Length - 1)
        .OrderBy(pair => pair.Distance)
        .Select(pair => pair.Known)
        .FirstOrDefault();
}
