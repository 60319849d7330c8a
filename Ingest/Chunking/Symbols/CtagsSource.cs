using System.Text.RegularExpressions;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>
/// The source as ctags is given it: the same lines, with \n between them. C# is rewritten so that a parser from before C# 9 finds its way:
/// records become classes, parameter lists of types become spaces, expression bodies become blocks, a file's namespace gets braces, and strings and
/// comments are masked. JavaScript's private names lose their #, on which the parser gives up.
/// </summary>
internal static partial class CtagsSource
{
    private const char EmptyBody = '\u0001';

    /// <summary>Without backtracking: of a hostile file, too, no clock decides what is seen.</summary>
    private static readonly Regex ExpressionMember = new(
        @"^[ \t]*(?:(?:public|private|protected|internal|static|async|override|virtual|sealed|new|unsafe|readonly|required)\s+)+[^=;{}()]*(?:\([^;{}]*?\)\s*(?:(?:where|:)[^;{}]*?)?)?=>",
        RegexOptions.Multiline | RegexOptions.NonBacktracking);

    public static string Of(SourceText source)
    {
        if (source.Language.Id is "javascript" or "typescript")
        {
            return PrivateName().Replace(Lines(source, new string(source.Mask)), "_");
        }

        if (source.Language.Id != "csharp")
        {
            return Lines(source, source.Text);
        }

        var masked = ExpressionBodies(Types(Lines(source, new string(source.Mask))));
        return FileNamespace().Match(masked) is { Success: true } match
            ? string.Concat(masked.AsSpan(0, match.Index + match.Length - 1), "{", masked.AsSpan(match.Index + match.Length).TrimEnd(), "}\n")
            : masked;
    }

    private static string Lines(SourceText source, string text) =>
        string.Join('\n', source.Lines.Select(line => text[line.Start..line.End])) + "\n";

    /// <summary>Blanks <c>(...)</c> after the name of a type, and gives a type that ends with <c>;</c> an empty body.</summary>
    private static string Types(string source)
    {
        var text = source.ToCharArray();
        foreach (Match match in TypeName().Matches(source))
        {
            if (match.Groups[1].Success)
            {
                "class".CopyTo(text.AsSpan(match.Index));
                text.AsSpan(match.Index + 5, match.Groups[1].Length - 5).Replace('d', ' ');
                if (match.Groups[2].Success)
                {
                    text.AsSpan(match.Groups[2].Index, match.Groups[2].Length).Fill(' ');
                }
            }

            var at = SkipBlock(text, match.Index + match.Length, '<', '>', blank: false);
            at = SkipBlock(text, at, '(', ')', blank: true);
            for (; at < text.Length && text[at] is not ('{' or '}'); at++)
            {
                if (text[at] == '(')
                {
                    // Arguments of the base type: `: Base(x)`.
                    at = SkipBlock(text, at, '(', ')', blank: true) - 1;
                }
                else if (text[at] == ';')
                {
                    text[at] = EmptyBody;
                    break;
                }
            }
        }

        return new string(text).Replace(EmptyBody.ToString(), "{}", StringComparison.Ordinal);
    }

    /// <summary><c>=> expression;</c> of a member becomes an empty block over the same lines.</summary>
    private static string ExpressionBodies(string source)
    {
        var text = source.ToCharArray();
        foreach (Match match in ExpressionMember.Matches(source))
        {
            var depth = 0;
            var arrow = match.Index + match.Length - 2;
            (text[arrow], text[arrow + 1]) = ('{', ' ');
            for (var at = arrow + 2; at < text.Length; at++)
            {
                var character = text[at];
                depth += character is '(' or '[' or '{' ? 1 : character is ')' or ']' or '}' ? -1 : 0;
                var ends = depth < 0 || (depth == 0 && character == ';');
                text[at] = ends ? '}' : character == '\n' ? '\n' : ' ';
                if (ends)
                {
                    break;
                }
            }
        }

        return new string(text);
    }

    private static int SkipBlock(char[] text, int at, char open, char close, bool blank)
    {
        var start = at;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        if (start >= text.Length || text[start] != open)
        {
            return at;
        }

        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            depth += text[i] == open ? 1 : text[i] == close ? -1 : 0;
            if (blank && text[i] is not ('\n' or '\r'))
            {
                text[i] = ' ';
            }

            if (depth == 0)
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    [GeneratedRegex(@"(?<![\w.])(?:class|struct|interface|(record)(?:\s+(class|struct)\b)?)\s+@?\w+(?=\s*[<({:;\n])")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"#(?=[A-Za-z_$])")]
    private static partial Regex PrivateName();

    [GeneratedRegex(@"^[ \t]*namespace\s+[\w.]+\s*;", RegexOptions.Multiline)]
    private static partial Regex FileNamespace();
}
