using System.Text.RegularExpressions;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>Where a symbol begins: its comment, attributes, decorators and the return type above it belong to it.</summary>
internal static partial class SymbolStart
{
    private const int MaxLines = 200;

    public static int Find(SourceText source, int line)
    {
        var start = line;
        var depth = 0;
        for (var i = line - 1; i >= 0 && line - i <= MaxLines; i--)
        {
            var at = source.Lines[i];
            if (at.Blank)
            {
                break;
            }

            if (at.Comment)
            {
                // Within an attribute that spans lines a comment decides nothing.
                start = depth == 0 ? i : start;
                continue;
            }

            var code = source.Code(i);
            depth += Closing(code);
            if (depth < 0 || at.Inside && source.Language.BlockComment.Count == 0)
            {
                break;
            }

            if (depth == 0)
            {
                if (!IsAttribute(code, source.Language) && !IsTypeAbove(code, source, i, start))
                {
                    break;
                }

                start = i;
            }
        }

        return start;
    }

    /// <summary>Brackets that the line closes, less those that it opens.</summary>
    private static int Closing(ReadOnlySpan<char> code)
    {
        var depth = 0;
        foreach (var character in code)
        {
            depth += character is ')' or ']' ? 1 : character is '(' or '[' ? -1 : 0;
        }

        return depth;
    }

    private static bool IsAttribute(ReadOnlySpan<char> code, Language language) => code switch
    {
        ['@', ..] => language.Family != LanguageFamily.Markdown,
        ['[', .., ']'] => language.Id is "csharp" or "fsharp" or "cpp" or "c" or "visual-basic" or "powershell",
        ['#', '[', ..] => language.Id is "rust" or "php",
        ['#', '!', '[', ..] => false,
        _ => code.StartsWith("template") && language.Id is "cpp" or "cuda",
    };

    /// <summary>C's habit of a line for the return type.</summary>
    private static bool IsTypeAbove(ReadOnlySpan<char> code, SourceText source, int line, int below) =>
        source.Language.Id is "c" or "cpp" or "cuda" or "objective-c" && source.Lines[line].Indent == source.Lines[below].Indent && TypeOnly().IsMatch(code);

    [GeneratedRegex(@"^(?!return\b|else\b|do\b|case\b|public\b|private\b|protected\b)[A-Za-z_][\w\s*&:<>]*[\w*&>]$")]
    private static partial Regex TypeOnly();
}
