using System.Collections.Frozen;

namespace Julie.QueryApi.Query;

/// <summary>Kinds of symbols as people ask for them. The parsers of languages have more: what is not here is passed on as it is.</summary>
internal static class SymbolKinds
{
    private static readonly FrozenDictionary<string, string[]> Kinds = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
    {
        // What a function is called depends on where it stands and on the language.
        ["function"] = ["function", "method", "constructor", "procedure", "generator", "singletonMethod", "task", "operation"],
        ["class"] = ["class", "record"],
        ["type"] = ["type", "typedef", "alias", "class", "struct", "interface", "enum", "trait", "protocol", "record", "union", "object"],
        ["variable"] = ["variable", "var", "externvar"],
        ["constant"] = ["constant", "const"],
        ["namespace"] = ["namespace", "package", "module"],
        ["property"] = ["property", "getter", "setter"],
        ["field"] = ["field", "member"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Others = new[]
    {
        "method", "constructor", "interface", "struct", "enum", "enumerator", "trait", "impl", "module", "package", "macro", "union", "typedef", "alias", "member", "getter", "setter",
        "record", "object", "protocol", "extension", "event", "delegate", "section", "target", "rpc", "message", "service", "resource", "table", "view", "index", "trigger", "procedure",
        "generator", "label", "local", "parameter", "key", "id", "selector", "variable", "prototype", "given", "theorem", "definition", "scenario", "feature", "contract", "modifier",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Kinds.Keys.Concat(Others).Distinct();

    public static bool IsKnown(string kind) => Kinds.ContainsKey(kind) || Others.Contains(kind);

    /// <summary>The kinds of the index that it means.</summary>
    public static IEnumerable<string> Of(string kind) => Kinds.TryGetValue(kind, out string[]? kinds) ? kinds : [Others.TryGetValue(kind, out string? known) ? known : kind];
}
