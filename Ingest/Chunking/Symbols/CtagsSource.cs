using System.Text.RegularExpressions;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>
/// The source as ctags is given it: the same lines, with \n between them. C# is rewritten so that a parser from before C# 9 finds its way:
/// records become classes, parameter lists of types become spaces, a file's namespace gets braces, and strings and comments are masked.
/// </summary>
internal static partial class CtagsSource
{
    private const char EmptyBody = '\u0001';

    public static string Of(SourceText source)
    {
        if (source.Language.Id != "csharp")
        {
            return Lines(source, source.Text);
        }

        var masked = Types(Lines(source, new string(source.Mask)));
        return FileNamespace().Match(masked) is { Success: true } match
            ? string.Concat(masked.AsSpan(0, match.Index + match.Length - 1), "{", masked.AsSpan(match.Index + match.Length), "}")
            : masked;
    }

    private static string Lines(SourceText source, string text) =>
        string.Join('\n', source.Lines.Select(line => text[line.Start..line.End]));

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

    [GeneratedRegex(@"^[ \t]*namespace\s+[\w.]+\s*;", RegexOptions.Multiline)]
    private static partial Regex FileNamespace();
}
