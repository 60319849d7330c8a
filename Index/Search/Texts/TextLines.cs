using Julie.Contracts.Api;

namespace Julie.Index.Search.Texts;

/// <summary>Where the lines of a text begin. A line ends at <c>\n</c>; a <c>\r</c> before it belongs to the line's end.</summary>
internal sealed class TextLines
{
    /// <summary>A line of an answer is no longer: minified code.</summary>
    private const int LongestLine = 2_000;

    private readonly string _text;
    private readonly List<int> _starts = [0];

    public TextLines(string text)
    {
        _text = text;
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('\n', at + 1))
        {
            _starts.Add(at + 1);
        }
    }

    public int Count => _starts.Count;

    /// <summary>Number of the line, from 1, that holds a character.</summary>
    public int LineOf(int position)
    {
        var at = _starts.BinarySearch(position);
        return at >= 0 ? at + 1 : ~at;
    }

    public string Line(int line)
    {
        var (start, end) = Bounds(line);
        return _text[start..Math.Min(end, start + LongestLine)];
    }

    public int StartOf(int line) => _starts[line - 1];

    /// <summary>The lines that the ranges touch, with what of them is touched.</summary>
    public IEnumerable<MatchedLine> Matched(IReadOnlyList<TextRange> ranges)
    {
        var next = 0;
        var last = 0;
        while (next < ranges.Count)
        {
            var first = Math.Max(LineOf(ranges[next].Start), last + 1);
            if (first > LastLine(ranges[next]))
            {
                next++;
                continue;
            }

            var (start, end) = Bounds(first);
            var spans = new List<MatchedSpan>();
            for (var i = next; i < ranges.Count && ranges[i].Start <= end; i++)
            {
                var (from, to) = (Math.Max(ranges[i].Start, start) - start, Math.Min(Math.Min(ranges[i].End, end) - start, LongestLine));
                if (from < to)
                {
                    spans.Add(new(from, to));
                }
            }

            yield return new(first, Line(first), spans);
            last = first;
        }
    }

    /// <summary>A match that ends with a line end does not touch the next line.</summary>
    private int LastLine(TextRange range) => LineOf(Math.Max(range.Start, range.End - 1));

    private (int Start, int End) Bounds(int line)
    {
        var start = _starts[line - 1];
        var end = line < _starts.Count ? _starts[line] - 1 : _text.EndsWith('\n') ? _text.Length - 1 : _text.Length;
        return (start, end > start && _text[end - 1] == '\r' ? end - 1 : Math.Max(start, end));
    }
}
