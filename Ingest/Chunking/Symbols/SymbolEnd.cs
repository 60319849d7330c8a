namespace Julie.Ingest.Chunking.Symbols;

/// <summary>Where a symbol ends, for parsers that do not say: by its braces, or by indentation.</summary>
internal static class SymbolEnd
{
    public static int Find(SourceText source, int line) =>
        source.Language.Family == LanguageFamily.Brace ? ByBraces(source, line) : ByIndent(source, line);

    /// <summary>
    /// Up to the brace that closes the first one outside of parentheses; without one up to the statement's end: a semicolon, or a line after which
    /// nothing is open and the next is not indented further.
    /// </summary>
    private static int ByBraces(SourceText source, int line)
    {
        int round = 0, curly = 0;
        var opened = false;
        for (var i = line; i < source.Lines.Count; i++)
        {
            var code = source.Code(i);
            for (var at = 0; at < code.Length; at++)
            {
                switch (code[at])
                {
                    case '(' or '[':
                        round++;
                        break;
                    case ')' or ']' when --round < 0:
                        return Math.Max(line, i - 1);
                    case '{':
                        opened |= round == 0;
                        curly++;
                        break;
                    case '}':
                        if (--curly < 0)
                        {
                            return i == line ? line : i - 1;
                        }

                        if (curly == 0 && round == 0 && opened && !code[at..].Contains('{'))
                        {
                            return i;
                        }

                        break;
                    case ';' when round == 0 && curly == 0:
                        return i;
                }
            }

            if (round == 0 && curly == 0 && code.Length > 0 && !Continues(source, i, line))
            {
                return i;
            }
        }

        return source.Lines.Count - 1;
    }

    private static bool Continues(SourceText source, int i, int line)
    {
        var next = i + 1;
        while (next < source.Lines.Count && (source.Lines[next].Blank || source.Lines[next].Comment))
        {
            next++;
        }

        if (next >= source.Lines.Count)
        {
            return false;
        }

        return source.Code(next) is ['{' or '.' or '=' or '?' or ':', ..] || source.Lines[next].Indent > source.Lines[line].Indent
            || source.Code(i) is [.., ',' or '=' or '\\'] && source.Lines[next].Indent >= source.Lines[line].Indent && source.Code(i)[^1] != ',';
    }

    /// <summary>All that is indented further, and one closing line.</summary>
    private static int ByIndent(SourceText source, int line)
    {
        var indent = source.Lines[line].Indent;
        var last = line;
        for (var i = line + 1; i < source.Lines.Count; i++)
        {
            var at = source.Lines[i];
            if (at.Blank)
            {
                continue;
            }

            if (at.Indent > indent || at.Inside)
            {
                last = i;
                continue;
            }

            return at.Indent == indent && source.IsCloser(i) ? i : last;
        }

        return last;
    }
}
