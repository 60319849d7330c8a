using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Julie.ServiceDefaults.Database;

/// <summary>
/// A short name for a statement's span: its verb and the first table, <c>insert embed_work</c>. The convention's own name,
/// the database system, would make every line of a trace read "postgresql".
/// </summary>
internal static partial class SqlSpanName
{
    private const int MostKept = 1_000;
    private static readonly ConcurrentDictionary<string, string> Known = new();

    public static string? Of(string sql)
    {
        if (Known.TryGetValue(sql, out var name))
        {
            return name;
        }

        name = Derive(sql);
        // The product's statements are constants; a text that is glued together must not fill memory.
        if (Known.Count < MostKept)
        {
            Known[sql] = name;
        }

        return name;
    }

    private static string Derive(string sql)
    {
        var verb = Verb().Match(sql);
        var table = Table().Match(sql);
        return (verb.Success, table.Success) switch
        {
            (true, true) => $"{verb.Value.ToLowerInvariant()} {table.Groups[1].Value}",
            (true, false) => verb.Value.ToLowerInvariant(),
            _ => "sql",
        };
    }

    // A statement that begins with a CTE does the work of its last verb, but its first names what it is about.
    [GeneratedRegex(@"\b(insert|update|delete|select|create|drop|set|copy|begin|commit|savepoint|release|rollback|merge)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\b(?:from|into|update|table)\s+(?:only\s+)?([a-z_][a-z0-9_]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Table();
}
