namespace Julie.Index.Search.Conditions;

/// <summary>Qualified names of symbols, in whatever language's way to write them.</summary>
internal static class SymbolName
{
    private static readonly string[] Separators = ["::", ".", "#", "->", "/", "\\"];

    /// <summary>What is before the last separator, and the symbol's own name.</summary>
    public static (string Scope, string Name) Split(string name)
    {
        var (at, length) = Separators.Select(s => (At: name.LastIndexOf(s, StringComparison.Ordinal), s.Length)).Where(s => s.At > 0 && s.At + s.Length < name.Length)
            .OrderByDescending(s => s.At + s.Length).FirstOrDefault();
        return length == 0 ? ("", name) : (name[..at], name[(at + length)..]);
    }
}
