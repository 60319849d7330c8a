using Julie.Ingest.Chunking.Symbols;

namespace Julie.Ingest.Chunking;

/// <summary>
/// Cuts one source into pieces on symbol boundaries. Every decision is local: neighbours are not filled up one after the other, which would
/// move every later cut when one function grows, but a run that is too large is cut at its best boundary, and so on. So an edit within a
/// function changes the piece that holds it, and at most splits or joins that one.
/// </summary>
internal sealed class FileCutter(SourceText source, LineTokens tokens, ChunkLimits limits)
{
    private const int SmallHeader = 40;
    private const int Tiny = 16;
    private readonly List<Piece> _pieces = [];

    private readonly record struct Unit(int Start, int End, SymbolNode? Symbol);

    public List<Piece> Cut(SymbolNode root)
    {
        Container(root);
        return Glued();
    }

    /// <summary>Cuts lines by structure until each part fits.</summary>
    public void Lines(int start, int end, SymbolNode owner, int room, List<Piece> pieces)
    {
        (start, end) = Trimmed(start, end);
        if (start > end)
        {
            return;
        }

        if (start == end || tokens.Sum(start, end) <= room)
        {
            pieces.Add(new Piece(start, end, owner));
            return;
        }

        var cut = BestLine(start, end);
        Lines(start, cut - 1, owner, room, pieces);
        Lines(cut, end, owner, room, pieces);
    }

    /// <summary>The best line to cut before, in the middle half of the lines that are not blank.</summary>
    public int BestLine(int start, int end)
    {
        var lines = Enumerable.Range(start, end - start + 1).Where(i => !source.Lines[i].Blank).ToArray();
        var indent = lines.Min(i => source.Lines[i].Indent);
        var margin = Math.Max(1, lines.Length / 4);
        return Best(margin, lines.Length - margin, i => (LineWeights.Of(source, lines[i - 1], lines[i], indent), LineWeights.Tie(source.Line(lines[i]))), i => lines[i]);
    }

    private void Container(SymbolNode node)
    {
        var units = new List<Unit>();
        var position = node.Start;
        foreach (var child in node.Children)
        {
            Gap(position, child.Start - 1, node, units);
            if (FitsWhole(child))
            {
                units.Add(new Unit(child.Start, child.End, child));
            }
            else
            {
                Flush(units, node);
                if (child.Children.Count > 0)
                {
                    Container(child);
                }
                else
                {
                    Lines(child.Start, child.End, child, limits.Piece, _pieces);
                }
            }

            position = child.End + 1;
        }

        Gap(position, node.End, node, units);
        Flush(units, node);
    }

    private bool FitsWhole(SymbolNode node)
    {
        var size = tokens.Sum(node.Start, node.End);
        if (size <= limits.Target)
        {
            return true;
        }

        // Over the target only what is one thing: a function, or a type or section without parts of its own.
        var isWhole = node.IsCallable || node.Children.Count == 0 || (node.Kind != MarkdownHeadings.Kind && !node.HoldsCallable);
        return isWhole && size <= limits.Room;
    }

    private void Gap(int start, int end, SymbolNode node, List<Unit> units)
    {
        (start, end) = Trimmed(start, end);
        if (start > end)
        {
            return;
        }

        if (tokens.Sum(start, end) > limits.Target)
        {
            Flush(units, node);
            Lines(start, end, node, limits.Piece, _pieces);
            return;
        }

        units.Add(new Unit(start, end, null));
    }

    private void Flush(List<Unit> units, SymbolNode node)
    {
        // A closing brace belongs to what it closes, a short opening line to what follows it.
        for (var i = units.Count - 1; i > 0; i--)
        {
            if (units[i].Symbol is null && OnlyClosers(units[i].Start, units[i].End) && tokens.Sum(units[i - 1].Start, units[i].End) <= limits.Room)
            {
                units[i - 1] = units[i - 1] with { End = units[i].End };
                units.RemoveAt(i);
            }
        }

        if (units is [{ Symbol: null } header, { Symbol: not null } first, ..] && tokens.Sum(header.Start, header.End) <= SmallHeader
            && tokens.Sum(header.Start, first.End) <= limits.Room)
        {
            units[0] = first with { Start = header.Start };
            units.RemoveAt(1);
        }

        if (units.Count > 0)
        {
            Group(units, 0, units.Count, node);
        }

        units.Clear();
    }

    private void Group(List<Unit> units, int low, int high, SymbolNode node)
    {
        if (high - low == 1 || tokens.Sum(units[low].Start, units[high - 1].End) <= limits.Target)
        {
            _pieces.Add(new Piece(units[low].Start, units[high - 1].End, Owner(units, low, high, node)));
            return;
        }

        var margin = Math.Max(1, (high - low) / 4);
        var cut = Best(low + margin, high - margin, i => (Weight(units, i, low), Tie(units[i])), i => i);
        Group(units, low, cut, node);
        Group(units, cut, high, node);
    }

    private int Weight(List<Unit> units, int i, int low)
    {
        if (units[i].Symbol is null && OnlyClosers(units[i].Start, units[i].End))
        {
            return 0;
        }

        var blank = units[i].Start > 0 && source.Lines[units[i].Start - 1].Blank;
        return 1 + (i - 1 == low && units[low].Symbol is null ? 0 : 1) + (blank ? 1 : 0);
    }

    /// <summary>By name, not by text: an edit of a body moves nothing.</summary>
    private uint Tie(Unit unit) => LineWeights.Tie(unit.Symbol?.Qualified ?? source.Line(unit.Start));

    /// <summary>The one symbol that makes up most of it, else what holds them all.</summary>
    private SymbolNode Owner(List<Unit> units, int low, int high, SymbolNode node)
    {
        var all = tokens.Sum(units[low].Start, units[high - 1].End);
        for (var i = low; i < high; i++)
        {
            if (units[i].Symbol is { } symbol && tokens.Sum(symbol.Start, symbol.End) * 3 > all * 2)
            {
                return symbol;
            }
        }

        return node;
    }

    /// <summary>Pieces of closing brackets go to the piece before, very small ones to the piece after.</summary>
    private List<Piece> Glued()
    {
        var glued = new List<Piece>();
        foreach (var piece in _pieces)
        {
            if (glued.Count > 0 && OnlyClosers(piece.Start, piece.End) && tokens.Sum(glued[^1].Start, piece.End) <= limits.Room)
            {
                glued[^1] = glued[^1] with { End = piece.End };
            }
            else if (glued.Count > 0 && tokens.Sum(glued[^1].Start, glued[^1].End) < Tiny && tokens.Sum(glued[^1].Start, piece.End) <= limits.Piece)
            {
                glued[^1] = piece with { Start = glued[^1].Start };
            }
            else
            {
                glued.Add(piece);
            }
        }

        return glued;
    }

    private bool OnlyClosers(int start, int end)
    {
        for (var i = start; i <= end; i++)
        {
            if (!source.Lines[i].Blank && !source.IsCloser(i))
            {
                return false;
            }
        }

        return true;
    }

    private (int Start, int End) Trimmed(int start, int end)
    {
        while (start <= end && source.Lines[start].Blank)
        {
            start++;
        }

        while (end >= start && source.Lines[end].Blank)
        {
            end--;
        }

        return (start, end);
    }

    private static int Best(int from, int to, Func<int, (int Weight, uint Tie)> weigh, Func<int, int> result)
    {
        var best = from;
        (int Weight, uint Tie) most = (int.MinValue, 0);
        for (var i = from; i <= Math.Max(from, to); i++)
        {
            var weight = weigh(i);
            if (weight.CompareTo(most) > 0)
            {
                (best, most) = (i, weight);
            }
        }

        return result(best);
    }
}
