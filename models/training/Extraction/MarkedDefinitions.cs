using System.Text.RegularExpressions;

namespace Julie.Training.Extraction;

/// <summary>
/// Functions of languages whose comments begin with a mark and whose bodies are known by indentation: Lua, Elixir, Haskell, shells. A definition
/// ends before the next line that is not deeper, unless that line only closes it.
/// </summary>
internal static partial class MarkedDefinitions
{
    private const int MostLines = 120;

    public static IEnumerable<Definition> In(string text, string language)
    {
        var mark = language is "lua" or "haskell" ? "--" : "#";
        var head = HeadOf(language);
        var lines = text.Split('\n');
        var comment = new List<string>();
        var scope = "";
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].AsSpan().Trim();
            if (language == "elixir" && Heredoc().IsMatch(lines[i]))
            {
                comment.Clear();
                while (++i < lines.Length && !lines[i].AsSpan().Trim().StartsWith("\"\"\""))
                {
                    comment.Add(lines[i].Trim());
                }

                continue;
            }

            if (line.StartsWith(mark) && !line.StartsWith("#!"))
            {
                comment.Add(line.TrimStart("-#|^! ").ToString());
                continue;
            }

            if (line.StartsWith("@"))
            {
                continue; // an attribute between the documentation and its function
            }

            if (Module().Match(lines[i]) is { Success: true } module)
            {
                scope = module.Groups[1].Value;
            }

            if (head.Match(lines[i]) is { Success: true } found)
            {
                var last = End(lines, i, language);
                yield return new Definition(scope, found.Groups["name"].Value, string.Join('\n', comment), string.Join('\n', lines[i..(last + 1)]));
            }

            comment.Clear();
        }
    }

    private static int End(string[] lines, int first, string language)
    {
        var indent = Indent(lines[first]);
        var last = first;
        for (var i = first + 1; i < Math.Min(lines.Length, first + MostLines); i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            if (Indent(lines[i]) > indent)
            {
                last = i;
                continue;
            }

            // In Haskell the equations follow the signature at the same depth.
            if (language == "haskell" && Continues(lines[first], lines[i]))
            {
                last = i;
                continue;
            }

            return Closer().IsMatch(lines[i]) ? i : last;
        }

        return last;
    }

    private static bool Continues(string first, string line) =>
        line.Split(' ', 2)[0] is { Length: > 1 } word && first.StartsWith(word + " ", StringComparison.Ordinal);

    private static int Indent(string line) => line.Length - line.AsSpan().TrimStart().Length;

    private static Regex HeadOf(string language) => language switch
    {
        "lua" => Lua(),
        "elixir" => Elixir(),
        "haskell" => Haskell(),
        _ => Shell(),
    };

    [GeneratedRegex(@"^\s*(?:local\s+)?function\s+(?:[\w.]+[.:])?(?<name>\w+)\s*\(|^\s*(?:local\s+)?(?:[\w.]+\.)?(?<name>\w+)\s*=\s*function\s*\(")]
    private static partial Regex Lua();

    [GeneratedRegex(@"^\s*def(?:p|macro|macrop)?\s+(?<name>\w+[?!]?)")]
    private static partial Regex Elixir();

    [GeneratedRegex(@"^(?<name>[a-z][\w']*)\s*::")]
    private static partial Regex Haskell();

    [GeneratedRegex(@"^\s*(?:function\s+)?(?<name>[\w:.-]+)\s*\(\)\s*\{?")]
    private static partial Regex Shell();

    [GeneratedRegex(@"^\s*(?:defmodule|module)\s+([\w.]+)")]
    private static partial Regex Module();

    [GeneratedRegex("^\\s*@(?:module|type)?doc\\s+(?:~[sS])?\"\"\"")]
    private static partial Regex Heredoc();

    [GeneratedRegex(@"^\s*(?:end|\}|\)|fi|done)\b?[,;)]*\s*$")]
    private static partial Regex Closer();
}
