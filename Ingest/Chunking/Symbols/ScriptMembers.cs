using System.Text.RegularExpressions;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>
/// Methods of JavaScript and TypeScript classes and objects that ctags lost: its parser leaves a class at the first field that it cannot read (an
/// optional one, one with a generic initialiser). A name, balanced parentheses and a brace are a method wherever they stand.
/// </summary>
internal static partial class ScriptMembers
{
    public static void AddTo(List<Symbol> symbols, SourceText source)
    {
        var known = symbols.Select(s => (s.Line, s.Name)).ToHashSet();
        for (var i = 0; i < source.Lines.Count; i++)
        {
            var line = source.Lines[i];
            if (line.Blank || line.Comment || line.Inside || line.Indent == 0)
            {
                continue;
            }

            var match = Head().Match(new string(source.Mask, line.Start, line.End - line.Start));
            if (match.Success && !known.Contains((i, match.Groups[1].Value)) && IsMethod(source, line.Start + match.Length - 1, match.Groups[2].Success))
            {
                symbols.Add(new Symbol(match.Groups[1].Value, "method", i, null, null));
            }
        }
    }

    /// <summary>What follows the parentheses decides: <c>{</c> or <c>: Type {</c> for a method, <c>=></c> for a field that holds a function.</summary>
    private static bool IsMethod(SourceText source, int open, bool assigned)
    {
        var at = Close(source.Mask, open);
        while (at < source.Mask.Length && char.IsWhiteSpace(source.Mask[at]))
        {
            at++;
        }

        if (at >= source.Mask.Length)
        {
            return false;
        }

        var rest = source.Mask.AsSpan(at, Math.Min(300, source.Mask.Length - at));
        if (assigned)
        {
            return rest.StartsWith("=>") || (rest[0] == ':' && rest.IndexOf("=>") is > 0 and var arrow && rest[..arrow].IndexOf(';') < 0);
        }

        return rest[0] == '{' || (rest[0] == ':' && rest.IndexOf('{') is > 0 and var brace && rest[..brace].IndexOfAny(';', ',', '?') < 0);
    }

    private static int Close(char[] mask, int open)
    {
        var depth = 0;
        for (var at = open; at < Math.Min(mask.Length, open + 5000); at++)
        {
            depth += mask[at] is '(' ? 1 : mask[at] is ')' ? -1 : 0;
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return mask.Length;
    }

    [GeneratedRegex(@"^\s*(?:(?:public|private|protected|static|async|override|readonly|get|set|declare|\*)\s+)*\*?(?!(?:if|for|while|switch|catch|with|function|return|else|do|new|throw|await|typeof|super|yield|delete|case|const|let|var|import|export)\b)(#?[\w$]+)\??\s*(?:<[^()=]*>)?(?::[^=();]*)?(=\s*(?:async\s*)?)?\(")]
    private static partial Regex Head();
}
