namespace Julie.Ingest.Chunking;

/// <summary>Tokens by line, summed: an estimate of a range that is exact enough to plan with.</summary>
internal sealed class LineTokens
{
    private readonly int[] _sums;

    public LineTokens(SourceText source, ITokenCounter counter)
    {
        // Models that put special tokens around a text, or a prefix before it, put them once, not once a line.
        var special = counter.Count([]);
        _sums = new int[source.Lines.Count + 1];
        for (var i = 0; i < source.Lines.Count; i++)
        {
            _sums[i + 1] = _sums[i] + (source.Lines[i].Blank ? 0 : counter.Count(source.Line(i)) - special);
        }
    }

    public int Sum(int first, int last) => _sums[last + 1] - _sums[first];
}
