using System.Text.RegularExpressions;

namespace Julie.Training.Extraction;

/// <summary>Definitions of the languages whose bodies stand in braces, with the comment right before them.</summary>
internal static partial class BraceDefinitions
{
    private const int MostDeclarationLines = 14;

    private static readonly HashSet<string> NoNames = new(StringComparer.Ordinal)
    {
        "if", "for", "while", "switch", "catch", "return", "foreach", "using", "lock", "else", "do", "try", "match", "when", "fixed",
        "new", "throw", "sizeof", "typeof", "await", "assert", "require", "super", "this", "constructor", "function", "defined", "static_assert",
        "describe", "it", "test", "namespace", "extern", "decltype", "noexcept", "operator", "async", "var", "let", "const", "delegate",
    };

    public static IEnumerable<Definition> In(string text, string language)
    {
        var lines = text.Split('\n');
        var comment = new List<string>();
        var scopes = new Stack<(int Last, string Name)>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].AsSpan().Trim();
            if (line.StartsWith("/*"))
            {
                comment.Clear();
                i = ReadBlock(lines, i, comment);
                continue;
            }

            if (line.StartsWith("//"))
            {
                comment.Add(line.TrimStart("/!").ToString());
                continue;
            }

            if (IsAttribute(line, language))
            {
                continue; // between the comment and what it is about
            }

            while (scopes.TryPeek(out var scope) && scope.Last < i)
            {
                scopes.Pop();
            }

            if (!line.IsEmpty && Declaration(lines, i, language) is { } found)
            {
                var (name, isType, last) = found;
                yield return new Definition(string.Join('.', scopes.Reverse().Select(scope => scope.Name)), name,
                    string.Join('\n', comment), string.Join('\n', lines[i..(last + 1)]));
                if (isType)
                {
                    scopes.Push((last, name));
                }
            }

            comment.Clear();
        }
    }

    private static bool IsAttribute(ReadOnlySpan<char> line, string language) =>
        line.StartsWith("#[") || line.StartsWith("template<") || line.StartsWith("template <")
        || (line.StartsWith("@") && !line.Contains('{'))
        || (language == "csharp" && line.StartsWith("[") && line.EndsWith("]"));

    private static int ReadBlock(string[] lines, int first, List<string> comment)
    {
        for (var i = first; i < lines.Length; i++)
        {
            var end = lines[i].IndexOf("*/", StringComparison.Ordinal);
            var line = end < 0 ? lines[i].AsSpan() : lines[i].AsSpan(0, end);
            line = line.Trim();
            comment.Add((i == first ? line.TrimStart("/*!") : line.TrimStart('*')).ToString());
            if (end >= 0)
            {
                return i;
            }
        }

        return lines.Length;
    }

    private static (string Name, bool IsType, int Last)? Declaration(string[] lines, int first, string language)
    {
        // Statements and data do not begin definitions: cheap tests first, most lines end here.
        if (!Start().IsMatch(lines[first]))
        {
            return null;
        }

        var braces = new BraceScanner(language);
        for (var i = first; i < Math.Min(lines.Length, first + MostDeclarationLines); i++)
        {
            switch (braces.Read(lines[i]))
            {
                case BraceScanner.State.Ended:
                    return null;
                case BraceScanner.State.Closed:
                    return NameOf(lines, first, i) is { } one ? (one.Name, one.IsType, i) : null;
                case BraceScanner.State.Open:
                    if (NameOf(lines, first, i) is not { } found)
                    {
                        return null;
                    }

                    for (var last = i + 1; last < lines.Length; last++)
                    {
                        if (braces.Read(lines[last]) == BraceScanner.State.Closed)
                        {
                            return (found.Name, found.IsType, last);
                        }
                    }

                    return null;
                default:
                    continue;
            }
        }

        return null;
    }

    private static (string Name, bool IsType)? NameOf(string[] lines, int first, int last)
    {
        var head = string.Join(' ', lines[first..(last + 1)]).Split('{')[0];
        if (TypeName().Match(head) is { Success: true } type)
        {
            return (type.Groups[1].Value, true);
        }

        foreach (var pattern in new[] { Keyword(), Assigned(), BeforeParenthesis() })
        {
            if (pattern.Match(head) is { Success: true } match && !NoNames.Contains(match.Groups[1].Value))
            {
                return (match.Groups[1].Value, false);
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\s*(?!(?:if|for|while|switch|return|else|case|try|catch|do|import|using|package|namespace|throw|await|yield|foreach|lock|use|goto|break|continue|default|describe|it|extern)\b)[A-Za-z_~$#(\[][^;]*$|^\s*[\w<>\[\],.*&:?\s]+\([^;]*\)\s*[^;]*\{.*$")]
    private static partial Regex Start();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|trait|record|protocol|union)\s+(?:class\s+|struct\s+)?([A-Za-z_]\w*)(?!\s*\()")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\b(?:func|fn|function|fun|def|type|impl|macro_rules!)\s+[*&]?(?:\([^)]*\)\s*)?([A-Za-z_$]\w*)")]
    private static partial Regex Keyword();

    [GeneratedRegex(@"([A-Za-z_$~][\w$]*)\s*(?:<[^(){}]*>)?\s*\(")]
    private static partial Regex BeforeParenthesis();

    [GeneratedRegex(@"([A-Za-z_$][\w$]*)\s*(?:=|:)\s*(?:async\s*)?(?:function\b|\([^)]*\)\s*=>|\w+\s*=>)")]
    private static partial Regex Assigned();
}
