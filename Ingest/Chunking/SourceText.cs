namespace Julie.Ingest.Chunking;

/// <summary>A source by lines, with its mask.</summary>
internal sealed class SourceText
{
    private const int TabWidth = 4;

    public SourceText(string text, Language language)
    {
        Text = text;
        Language = language;
        Mask = SourceMask.Of(text, language, out var inside);
        Lines = Cut(text, Mask, inside, language);
    }

    public string Text { get; }

    public Language Language { get; }

    public char[] Mask { get; }

    public IReadOnlyList<SourceLine> Lines { get; }

    public ReadOnlySpan<char> Line(int index) => Text.AsSpan(Lines[index].Start, Lines[index].End - Lines[index].Start);

    /// <summary>The line without comments and strings, trimmed.</summary>
    public ReadOnlySpan<char> Code(int index) => Mask.AsSpan(Lines[index].Start, Lines[index].End - Lines[index].Start).Trim();

    /// <summary>Only brackets, punctuation or an end keyword: belongs to what stands before it.</summary>
    public bool IsCloser(int index)
    {
        if (Lines[index].Blank || Lines[index].Comment || Lines[index].Inside)
        {
            return false;
        }

        var code = Code(index);
        if (code.Length == 0)
        {
            return false;
        }

        foreach (var character in code)
        {
            if (char.IsLetterOrDigit(character) || character is '_' or '{' or '#' or '@' or '"' or '\'' or '<')
            {
                return code.TrimEnd(';').ToString() is "end" or "fi" or "done" or "esac" or "endif" or "endfunction" or "end)" or "end," or "EOF";
            }
        }

        return code[0] is '}' or ')' or ']' or ';' or '>';
    }

    /// <summary>Line ends are \n, \r\n and \r; form feeds and the like are white space within a line.</summary>
    private static List<SourceLine> Cut(string text, char[] mask, bool[] inside, Language language)
    {
        var lines = new List<SourceLine>();
        var start = 0;
        while (start < text.Length)
        {
            var length = text.AsSpan(start).IndexOfAny('\n', '\r');
            var end = length < 0 ? text.Length : start + length;
            var next = end < text.Length && text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            lines.Add(Describe(text, mask, inside, start, end, language));
            start = next;
        }

        return lines;
    }

    private static SourceLine Describe(string text, char[] mask, bool[] inside, int start, int end, Language language)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        var indent = 0;
        var first = start;
        while (first < end && char.IsWhiteSpace(text[first]))
        {
            indent = text[first] == '\t' ? (indent / TabWidth * TabWidth) + TabWidth : indent + 1;
            first++;
        }

        var blank = first == end;
        // Where there are no block comments, what spans lines is a string: a docstring is no comment.
        var comment = !blank && mask.AsSpan(first, end - first).IsWhiteSpace() && text[first] is not ('"' or '\'' or '`')
            && !(inside[start] && language.BlockComment.Count == 0);
        return new SourceLine(start, end, blank ? 0 : indent, blank, comment, inside[start]);
    }
}
