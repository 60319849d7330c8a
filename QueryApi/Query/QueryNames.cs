namespace Julie.QueryApi.Query;

/// <summary>The names before a colon, and what to say about one that is none.</summary>
internal static class QueryNames
{
    private const int LongestTypo = 2;

    private static readonly Dictionary<string, FilterField> Filters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["repo"] = FilterField.Repository, ["repository"] = FilterField.Repository,
        ["lang"] = FilterField.Language, ["language"] = FilterField.Language,
        ["path"] = FilterField.Path,
        ["file"] = FilterField.File,
        ["ref"] = FilterField.Ref, ["branch"] = FilterField.Ref,
        ["symbol"] = FilterField.Symbol, ["sym"] = FilterField.Symbol,
        ["kind"] = FilterField.Kind,
        ["is"] = FilterField.Is,
    };

    private static readonly Dictionary<string, SettingField> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mode"] = SettingField.Mode,
        ["count"] = SettingField.Count,
    };

    /// <summary>For people: every name, as it is typed.</summary>
    public const string Everything = "repo:, lang:, path:, file:, ref:, symbol:, kind:, is:, mode: and count:";

    public static bool IsKnown(string name) => Filters.ContainsKey(name) || Settings.ContainsKey(name);

    public static bool IsFilter(string name, out FilterField field) => Filters.TryGetValue(name, out field);

    public static SettingField Setting(string name) => Settings[name];

    /// <summary>The shortest name of a filter: how it is printed.</summary>
    public static string Of(FilterField field) => Filters.First(pair => pair.Value == field).Key;

    public static string Of(SettingField field) => Settings.First(pair => pair.Value == field).Key;

    /// <summary>The name that was probably meant, or null.</summary>
    public static string? Nearest(string name) => Nearest(name, Filters.Keys.Concat(Settings.Keys));

    /// <summary>The nearest of some, where it is near enough to be a slip; a word of two letters is near to too much.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known) => known
        .Where(name => Math.Abs(name.Length - typed.Length) <= LongestTypo)
        .Select(name => (Known: name, Distance: EditDistance.Between(typed.ToLowerInvariant(), name)))
        .Where(pair => pair.Distance <= LongestTypo && pair.Distance < pair.Known.Length - 1)
        .OrderBy(pair => pair.Distance)
        .Select(pair => pair.Known)
        .FirstOrDefault();

    public static string Example(string name) => name.ToUpperInvariant() switch
    {
        "REPO" or "REPOSITORY" => "name",
        "LANG" or "LANGUAGE" => "go",
        "REF" or "BRANCH" => "release/1.0",
        "FILE" => "*.go",
        "SYMBOL" or "SYM" => "Cart.Add",
        "KIND" => "function",
        "IS" => "test",
        "MODE" => "regex",
        "COUNT" => "50",
        _ => "src/**",
    };
}
