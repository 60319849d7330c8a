using System.Text.RegularExpressions;
using Julie.Cli.Eval.CodeSearch;

namespace Julie.Cli.Eval.Own;

/// <summary>
/// A set made of a repository: what authors say about their functions is asked, after it was taken out of the code; what documentation says about code is asked, after the
/// documentation was taken out; and names are asked for the places that define them.
/// </summary>
/// <param name="Files">Files that are changed, by path: the repository that is measured has these in place of its own.</param>
/// <param name="Queries">What is asked: text, category, places that answer it.</param>
internal sealed partial record OwnSet(IReadOnlyDictionary<string, string> Files, IReadOnlyList<(string Text, string Category, IReadOnlyList<EvalTarget> Targets)> Queries)
{
    private const int MostTargets = 5;
    private const int ShortestName = 4;

    /// <param name="files">Texts of the repository by path.</param>
    /// <param name="most">So many functions, sections and names at most, the same ones each time.</param>
    public static OwnSet Of(IReadOnlyDictionary<string, string> files, int most)
    {
        Dictionary<string, string[]> sources = files.Where(file => SourceReader.IsSource(file.Key)).ToDictionary(file => file.Key, file => file.Value.Split('\n'));
        var functions = Some(sources.SelectMany(file => SourceReader.Functions(file.Key, file.Value).Select(function => (Path: file.Key, Function: function))), one => one.Path + one.Function.Name + one.Function.Summary, most);
        Dictionary<string, string> changed = [];
        Dictionary<string, HashSet<int>> without = [];
        List<(string, string, IReadOnlyList<EvalTarget>)> queries = [];
        foreach (var file in functions.GroupBy(one => one.Path))
        {
            DocumentedFunction[] asked = [.. file.Select(one => one.Function)];
            HashSet<int> lines = without[file.Key] = [.. asked.SelectMany(one => Enumerable.Range(one.FirstDocumentationLine, one.LastDocumentationLine - one.FirstDocumentationLine + 1))];
            changed[file.Key] = string.Join('\n', sources[file.Key].Where((_, line) => !lines.Contains(line)));
            queries.AddRange(asked.Select(one => (one.Summary, "function", (IReadOnlyList<EvalTarget>)[Target(file.Key, one.Line)])));
        }

        Dictionary<string, Home> homes = sources.SelectMany(file => SourceReader.Names(file.Value).Select(found => (found.Name, Path: file.Key, found.Line)))
            .GroupBy(found => found.Name, StringComparer.Ordinal).Where(name => name.Select(found => found.Path).Distinct().Count() == 1)
            .ToDictionary(name => name.Key, name => new Home(name.First().Path, [.. name.Select(found => found.Line)]), StringComparer.Ordinal);
        foreach ((string path, string text) in files.Where(file => file.Key.EndsWith(".md", StringComparison.OrdinalIgnoreCase)))
        {
            changed[path] = "";
            queries.AddRange(Some(Sections(text, homes), one => path + one.Text, most).Select(one => (one.Text, "section", one.Targets)));
        }

        var once = homes.Where(home => home.Key.Length >= ShortestName && home.Value.Lines.Length == 1);
        queries.AddRange(Some(once, home => home.Key, most).Select(home => (home.Key, "name", (IReadOnlyList<EvalTarget>)[Target(home.Value.Path, home.Value.Lines[0])])));
        return new OwnSet(changed, queries);

        // lines of the changed file, from 1
        EvalTarget Target(string path, int line)
        {
            int now = line + 1 - (without.GetValueOrDefault(path)?.Count(gone => gone < line) ?? 0);
            return new(path, now, now);
        }
    }

    private static IEnumerable<(string Text, IReadOnlyList<EvalTarget> Targets)> Sections(string text, Dictionary<string, Home> homes)
    {
        foreach (Match section in Section().Matches(text))
        {
            string body = section.Groups["body"].Value;
            EvalTarget[] named = [.. CodeSpan().Matches(body).Select(span => homes.GetValueOrDefault(span.Groups["name"].Value)?.Path).OfType<string>().Distinct().Select(path => new EvalTarget(path))];
            string said = Prose.Plain(section.Groups["heading"].Value) + " " + Prose.Summary(CodeSpan().Replace(Fence().Replace(body, ""), ""), "");
            if (named.Length is > 0 and <= MostTargets && said.Trim().Contains(' ', StringComparison.Ordinal))
            {
                yield return (said.Trim(), named);
            }
        }
    }

    /// <summary>Some of many, the same whenever they are asked for, whatever else changes.</summary>
    private static IEnumerable<T> Some<T>(IEnumerable<T> all, Func<T, string> key, int most) => all.OrderBy(one => Hash(key(one))).ThenBy(key, StringComparer.Ordinal).Take(most);

    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u)); // FNV-1a: stable, unlike GetHashCode

    [GeneratedRegex(@"^\#{1,4}\s+(?<heading>[^\n]+)\n(?<body>(?:(?!^\#{1,4}\s)[\s\S])*)", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"`(?:\w+[.:]+)*(?<name>[A-Za-z_]\w{3,})(?:\(\))?`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^\s*```[\s\S]*?^\s*```", RegexOptions.Multiline)]
    private static partial Regex Fence();

    /// <summary>The only file that defines a name, and the lines where; from 0.</summary>
    private sealed record Home(string Path, int[] Lines);
}
