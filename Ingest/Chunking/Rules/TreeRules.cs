using Julie.Ingest.Git;

namespace Julie.Ingest.Chunking.Rules;

/// <summary>
/// The rule files of one tree, applied to its paths with git's precedence: a deeper file over a higher one, a later line over an earlier one. One
/// caller at a time; paths in the tree's order are fastest.
/// </summary>
internal sealed class TreeRules
{
    public const string AttributesName = ".gitattributes";
    public const string IgnoreName = ".julieignore";

    private static readonly KeyValuePair<string, string?>[] BinaryMacro =
        [new("diff", AttributeLine.Unset), new("merge", AttributeLine.Unset), new("text", AttributeLine.Unset)];

    /// <summary>Some seconds: a hostile tree must not hold a sync for hours.</summary>
    private const long MaxWork = 5_000_000_000;

    private readonly Dictionary<string, IReadOnlyList<AttributeLine>> _attributes;
    private readonly Dictionary<string, IReadOnlyList<IgnoreLine>> _ignores;
    private readonly Dictionary<string, IReadOnlyList<KeyValuePair<string, string?>>> _macros = new(StringComparer.Ordinal) { ["binary"] = BinaryMacro };
    private readonly Dictionary<string, bool> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);
    private long _work;

    /// <param name="attributes">Lines of <c>.gitattributes</c> by folder; the root is the empty text.</param>
    /// <param name="ignores">Lines of <c>.julieignore</c> by folder.</param>
    public TreeRules(Dictionary<string, IReadOnlyList<AttributeLine>> attributes, Dictionary<string, IReadOnlyList<IgnoreLine>> ignores)
    {
        (_attributes, _ignores) = (attributes, ignores);
        foreach (var line in attributes.GetValueOrDefault(string.Empty) ?? [])
        {
            if (line.Macro is { } name)
            {
                _macros[name] = line.States;
            }
        }
    }

    /// <summary>Without rule files.</summary>
    public static TreeRules None => new([], []);

    public PathAttributes Attributes(string path)
    {
        if (_attributes.Count == 0)
        {
            return PathAttributes.None;
        }

        _values.Clear();
        var files = _attributes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var folder = Parent(path); ; folder = Parent(folder))
        {
            if (files.TryGetValue(folder, out var lines))
            {
                var below = path.AsSpan(folder.Length == 0 ? 0 : folder.Length + 1);
                for (var i = lines.Count - 1; i >= 0; i--)
                {
                    if (lines[i].Pattern is { } pattern && Matches(pattern, below))
                    {
                        Take(lines[i].States);
                    }
                }
            }

            if (folder.Length == 0)
            {
                return PathAttributes.Of(_values);
            }
        }
    }

    /// <summary>As <c>.gitignore</c>: nothing below an ignored folder comes back.</summary>
    public bool IsIgnored(string path) => _ignores.Count > 0 && (IsIgnoredFolder(Parent(path)) || Decide(path, isFolder: false));

    /// <summary>The first that says something about an attribute wins, so the strongest comes first. What a set macro stands for is weaker than what its own line says after it.</summary>
    private void Take(IReadOnlyList<KeyValuePair<string, string?>> states)
    {
        for (var i = states.Count - 1; i >= 0; i--)
        {
            var (name, value) = states[i];
            if (_values.TryAdd(name, value) && value == AttributeLine.Set && _macros.TryGetValue(name, out var meaning))
            {
                Take(meaning);
            }
        }
    }

    private bool IsIgnoredFolder(ReadOnlySpan<char> folder)
    {
        if (folder.Length == 0)
        {
            return false;
        }

        var known = _folders.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(folder, out var ignored))
        {
            known[folder] = ignored = IsIgnoredFolder(Parent(folder)) || Decide(folder, isFolder: true);
        }

        return ignored;
    }

    /// <summary>The last pattern of the deepest file that says anything.</summary>
    private bool Decide(ReadOnlySpan<char> path, bool isFolder)
    {
        var files = _ignores.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var folder = Parent(path); ; folder = Parent(folder))
        {
            if (files.TryGetValue(folder, out var lines))
            {
                var below = path[(folder.Length == 0 ? 0 : folder.Length + 1)..];
                for (var i = lines.Count - 1; i >= 0; i--)
                {
                    if ((isFolder || !lines[i].FoldersOnly) && Matches(lines[i].Pattern, below))
                    {
                        return !lines[i].Negated;
                    }
                }
            }

            if (folder.Length == 0)
            {
                return false;
            }
        }
    }

    private bool Matches(WildPattern pattern, ReadOnlySpan<char> path)
    {
        _work += pattern.IsSimple ? 1 : path.Length;
        return _work <= MaxWork
            ? pattern.Matches(path)
            : throw new GitException(GitFailure.Limit, $"The patterns of the repository's {AttributesName} and {IgnoreName} are too many for its paths. Remedy: fewer patterns, or patterns without wildcards in the middle.");
    }

    private static ReadOnlySpan<char> Parent(ReadOnlySpan<char> path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : [];
}
