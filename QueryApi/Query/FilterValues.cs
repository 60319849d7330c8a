using Julie.Index.Snapshots;

namespace Julie.QueryApi.Query;

/// <summary>Values of filters that have a fixed set of them: another spelling is brought to the one that the index has, a slip gets a suggestion.</summary>
internal static class FilterValues
{
    private static readonly Dictionary<string, TreeEntryFlags> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["test"] = TreeEntryFlags.Test, ["tests"] = TreeEntryFlags.Test,
        ["doc"] = TreeEntryFlags.Documentation, ["docs"] = TreeEntryFlags.Documentation, ["documentation"] = TreeEntryFlags.Documentation,
        ["generated"] = TreeEntryFlags.Generated,
        ["vendored"] = TreeEntryFlags.Vendored, ["vendor"] = TreeEntryFlags.Vendored,
    };

    private static readonly string[] Modes = [.. Enum.GetNames<QueryMode>().Select(name => name.ToLowerInvariant())];

    /// <summary>The value as the index has it.</summary>
    /// <exception cref="InvalidQueryException">There is no such value.</exception>
    public static string Check(QueryNode.Filter filter) => filter.Field switch
    {
        FilterField.Language => Languages.Find(filter.Value) ?? throw Unknown(filter.Span, "lang", filter.Value, Languages.Names, "The names are those of the results, or an extension: lang:csharp, lang:cs"),
        FilterField.Is => Flags.TryGetValue(filter.Value, out TreeEntryFlags flag) ? flag.ToString() : throw Unknown(filter.Span, "is", filter.Value, Flags.Keys, "There are test, doc, generated and vendored"),
        FilterField.Kind => SymbolKinds.IsKnown(filter.Value) || QueryNames.Nearest(filter.Value, SymbolKinds.Names) is null
            ? filter.Value
            : throw Unknown(filter.Span, "kind", filter.Value, SymbolKinds.Names, "There are function, class, method, interface, struct, enum and what else the language has"),
        _ => filter.Value,
    };

    public static string Mode(QueryNode.Setting setting) =>
        Modes.Contains(setting.Value.ToLowerInvariant()) ? setting.Value : throw Unknown(setting.Span, "mode", setting.Value, Modes, $"There are {string.Join(", ", Modes)}");

    private static InvalidQueryException Unknown(Span span, string name, string value, IEnumerable<string> known, string remedy)
    {
        string meant = QueryNames.Nearest(value, known) is { } nearest ? $"Did you mean {name}:{nearest}? " : "";
        return InvalidQueryException.At(span, $"{name}:{value} at character {span.Start + 1} is not known. {meant}{remedy}.");
    }
}
