namespace Julie.Ingest.Chunking.Symbols;

/// <summary>A symbol as a range of lines with what lies in it; the root is the file.</summary>
internal sealed class SymbolNode(string? qualified, string? kind, int start, int nameLine, int end)
{
    /// <summary>Qualified name; null for the file.</summary>
    public string? Qualified { get; } = qualified;

    public string? Kind { get; } = kind;

    /// <summary>First line with comments and attributes.</summary>
    public int Start { get; } = start;

    public int NameLine { get; } = nameLine;

    public int End { get; } = end;

    public List<SymbolNode> Children { get; } = [];

    public bool IsCallable => Kind is not null && SymbolKinds.IsCallable(Kind);

    public bool HoldsCallable => Children.Exists(c => c.IsCallable || c.HoldsCallable);
}
