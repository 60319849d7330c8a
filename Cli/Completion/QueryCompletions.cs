using System.CommandLine.Completions;

namespace Julie.Cli.Completion;

/// <summary>What a word of a query may go on with: filters, their values, and the repositories and languages that the key may read.</summary>
internal static class QueryCompletions
{
    private static readonly string[] Filters = ["repo:", "lang:", "path:", "file:", "symbol:", "kind:", "is:", "ref:", "mode:", "count:"];

    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["kind:"] = ["function", "method", "class", "struct", "interface", "enum", "type", "constant", "variable", "field", "property", "namespace", "module"],
        ["is:"] = ["test", "doc", "generated", "vendored"],
        ["mode:"] = ["hybrid", "semantic", "lexical", "regex", "symbol"],
    };

    public static IEnumerable<CompletionItem> Of(Session session, CompletionContext context)
    {
        string word = context.WordToComplete;
        string minus = word.StartsWith('-') ? "-" : "";
        string begun = word[minus.Length..];
        string? filter = Filters.FirstOrDefault(one => begun.StartsWith(one, StringComparison.Ordinal));
        IEnumerable<string> known = filter is null
            ? begun.Length > 0 || minus.Length == 0 ? Filters : []
            : filter == "repo:" ? Suggestions.Repositories(session, context.ParseResult).Select(name => filter + name)
            : filter == "lang:" ? Suggestions.Languages(session, context.ParseResult).Select(name => filter + name)
            : Values.GetValueOrDefault(filter, []).Select(value => filter + value);
        return known.Where(one => one.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Select(one => new CompletionItem(minus + one));
    }
}
