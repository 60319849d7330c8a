using System.Text.RegularExpressions;

namespace Julie.Training.Extraction;

/// <summary>Functions and classes of Python by their indentation.</summary>
internal static partial class PythonDefinitions
{
    public static IEnumerable<Definition> In(string text)
    {
        var lines = text.Split('\n');
        var scopes = new Stack<(int Indent, string Name)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (Head().Match(lines[i]) is not { Success: true } head)
            {
                continue;
            }

            var indent = head.Groups[1].Length;
            while (scopes.TryPeek(out var scope) && scope.Indent >= indent)
            {
                scopes.Pop();
            }

            var name = head.Groups[3].Value;
            var around = string.Join('.', scopes.Reverse().Select(scope => scope.Name));
            scopes.Push((indent, name));
            if (EndOfSignature(lines, i) is not { } signature)
            {
                continue;
            }

            var (documentation, body) = Documentation(lines, signature + 1);
            var end = body;
            while (end < lines.Length && (lines[end].Length == 0 || string.IsNullOrWhiteSpace(lines[end]) || Indent(lines[end]) > indent))
            {
                end++;
            }

            yield return new Definition(around, name, documentation,
                string.Join('\n', lines[i..(signature + 1)].Concat(lines[body..end])).TrimEnd());
        }
    }

    /// <summary>A function without its documentation, for texts that are one function.</summary>
    public static string WithoutDocumentation(string function)
    {
        var lines = function.Split('\n');
        var first = Array.FindIndex(lines, line => Head().IsMatch(line));
        if (first < 0 || EndOfSignature(lines, first) is not { } signature)
        {
            return function;
        }

        var (_, body) = Documentation(lines, signature + 1);
        return string.Join('\n', lines[..(signature + 1)].Concat(lines[body..]));
    }

    /// <summary>The name of a text that is one definition.</summary>
    public static string NameOf(string function) =>
        function.Split('\n').Select(line => Head().Match(line)).FirstOrDefault(match => match.Success)?.Groups[3].Value ?? "";

    private static int? EndOfSignature(string[] lines, int first)
    {
        var depth = 0;
        for (var i = first; i < Math.Min(lines.Length, first + 40); i++)
        {
            var code = lines[i].Split('#')[0];
            depth += code.Count(c => c is '(' or '[' or '{') - code.Count(c => c is ')' or ']' or '}');
            if (depth <= 0 && code.TrimEnd().EndsWith(':'))
            {
                return i;
            }
        }

        return null;
    }

    private static (string Text, int Next) Documentation(string[] lines, int first)
    {
        var start = first;
        while (start < lines.Length && string.IsNullOrWhiteSpace(lines[start]))
        {
            start++;
        }

        if (start == lines.Length || Quotes().Match(lines[start]) is not { Success: true } open)
        {
            return ("", first);
        }

        var quotes = open.Groups[1].Value;
        var rest = lines[start][open.Length..];
        if (rest.IndexOf(quotes, StringComparison.Ordinal) is var close and >= 0)
        {
            return (rest[..close], start + 1);
        }

        if (quotes.Length == 1)
        {
            return ("", first);
        }

        var text = new List<string> { rest };
        for (var i = start + 1; i < lines.Length; i++)
        {
            if (lines[i].IndexOf(quotes, StringComparison.Ordinal) is var end and >= 0)
            {
                text.Add(lines[i][..end]);
                return (string.Join('\n', text), i + 1);
            }

            text.Add(lines[i]);
        }

        return ("", first);
    }

    private static int Indent(string line) => line.Length - line.AsSpan().TrimStart().Length;

    [GeneratedRegex(@"^(\s*)(?:async\s+)?(def|class)\s+(\w+)")]
    private static partial Regex Head();

    [GeneratedRegex("^\\s*[rRuUbB]{0,2}(\"\"\"|'''|\"|')")]
    private static partial Regex Quotes();
}
