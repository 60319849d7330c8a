using System.Collections.Frozen;

namespace Julie.Index.Ranking;

/// <summary>The names in a path.</summary>
internal static class PathName
{
    /// <summary>Names that languages give the file of a whole folder.</summary>
    private static readonly FrozenSet<string> OfFolder = new[] { "mod", "lib", "main", "index", "__init__", "init", "package" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a file is called: its stem, or its folder's name where the stem says nothing (<c>middleware/mod.rs</c>).</summary>
    public static string Of(string path)
    {
        var stem = Stem(path);
        var folders = Folders(path);
        return OfFolder.Contains(stem) && folders.Length > 0 ? folders[(folders.LastIndexOf('/') + 1)..] : stem;
    }

    /// <summary>The file's name up to its first dot; of <c>.editorconfig</c> all of it.</summary>
    public static string Stem(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot <= 0 ? name : name[..dot];
    }

    public static string Folders(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    /// <summary>Whether a path ends with another, whole names only.</summary>
    public static bool EndsWith(string path, string end) =>
        path.EndsWith(end, StringComparison.OrdinalIgnoreCase) && (path.Length == end.Length || path[^(end.Length + 1)] == '/');

    /// <summary><c>new</c> of <c>Router.new</c>.</summary>
    public static string LastOfSymbol(string symbol) => symbol[(symbol.LastIndexOfAny(['.', ':', '#', '\\']) + 1)..];
}
