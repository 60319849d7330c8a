namespace Julie.QueryApi.Access;

/// <summary>What names and patterns may be. Each answers what is wrong, or null.</summary>
internal static class Inputs
{
    private const int MaxName = 100;
    private const int MaxPattern = 300;
    public const int MaxPatterns = 200;

    public static string? OfKeyName(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "A key needs a name: who or what will use it?"
        : name.Length > MaxName ? $"The name has {name.Length} characters; at most {MaxName} are taken."
        : name.All(char.IsAsciiDigit) ? $"'{name}' is a number, as keys have themselves. Add a word."
        : name != name.Trim() || name.Any(c => !char.IsLetterOrDigit(c) && c is not (' ' or '-' or '_' or '.' or '@' or ':')) ? $"'{Shown(name)}' cannot be the name of a key: use letters, digits, inner spaces and - _ . @ :"
        : null;

    public static string? OfPattern(string? pattern) =>
        string.IsNullOrWhiteSpace(pattern) ? "A grant needs a repository: a name, or a pattern such as acme/*."
        : pattern.Length > MaxPattern ? $"The pattern has {pattern.Length} characters; at most {MaxPattern} are taken."
        : pattern.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? $"'{Shown(pattern)}' can match no repository: names hold no white space."
        : null;

    public static string? OfPrincipal(string name, string kind) =>
        string.IsNullOrWhiteSpace(name) || name.Length > MaxPattern || name.Any(char.IsControl) ? $"'{Shown(name)}' cannot be a {kind}: 1 to {MaxPattern} characters, none of them a control character." : null;

    private static string Shown(string text) => string.Concat(text.Take(60).Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
