using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Julie.Index.Search;
using Julie.Index.Snapshots;

namespace Julie.Index.Ranking;

/// <summary>Kinds of files that people seldom look for: they come lower, unless the query asks for them.</summary>
internal static partial class FileKind
{
    private static readonly FrozenSet<string> Data =
        new[] { "json", "yaml", "toml", "xml", "ini", "csv", "properties", "text" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Each kind: the factor of its files, whether a file is of it, and the words that ask for it.</summary>
    private static readonly (double Factor, Func<Place, bool> Is, FrozenSet<string> Words)[] Kinds =
    [
        (0.5, place => place.Flags.HasFlag(TreeEntryFlags.Test), Set("test tests testing tested spec specs fixture fixtures mock mocks")),
        (0.5, place => place.Flags.HasFlag(TreeEntryFlags.Documentation), Set("doc docs documentation readme guide tutorial changelog license")),
        (0.5, place => place.Flags.HasFlag(TreeEntryFlags.Generated), Set("generated")),
        (0.5, place => place.Flags.HasFlag(TreeEntryFlags.Vendored), Set("vendor vendored")),
        (0.5, place => Data.Contains(place.Language), Set("config configuration settings manifest workflow yaml toml xml ini")),
        (0.7, place => Example().IsMatch(place.Path), Set("example examples sample samples demo demos benchmark benchmarks bench")),
        (0.7, place => Reexport().IsMatch(place.Path), Set("init package export exports reexport")),
        (0.9, place => Declaration().IsMatch(place.Path), Set("header headers declaration declarations stub stubs")),
        // Of twins for several systems the one for POSIX comes first.
        (0.8, place => Platform().IsMatch(place.Path), Set("windows win win32 win64 winapi iocp aix solaris sunos os390 zos ibmi haiku hurd qnx cygwin mingw msvc vms os2 wasi emscripten")),
    ];

    /// <summary>Product of the factors of all kinds that the file is of and that no word asks for.</summary>
    public static double Factor(Place place, IReadOnlyCollection<string> words) =>
        Kinds.Where(kind => kind.Is(place) && !words.Any(kind.Words.Contains)).Aggregate(1.0, (factor, kind) => factor * kind.Factor);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"(^|/)(_?examples?|samples?|demos?|docs?_src|bench(mark(s|ing)?)?)/", RegexOptions.IgnoreCase)]
    private static partial Regex Example();

    [GeneratedRegex(@"(^|/)(__init__\.py|package-info\.java)$")]
    private static partial Regex Reexport();

    [GeneratedRegex(@"(^|[/_.-])(win(dows|32|64|api|nt|rt)?|mingw\d*|msvc|cygwin|aix|solaris|sunos|os390|zos|ibmi|haiku|hurd|qnx|vms|os2|wasi|emscripten)([/_.-]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Platform();

    [GeneratedRegex(@"\.(h|hh|hpp|hxx|pyi|d\.ts)$", RegexOptions.IgnoreCase)]
    private static partial Regex Declaration();
}
