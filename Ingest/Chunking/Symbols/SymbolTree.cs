using Julie.Index.Content;

namespace Julie.Ingest.Chunking.Symbols;

/// <summary>Symbols brought into a tree of ranges that nest and never overlap.</summary>
internal static class SymbolTree
{
    private const int MaxName = 200;
    private const int MaxDepth = 40;

    public static (SymbolNode Root, List<NewSymbol> Symbols) Build(SourceText source, IEnumerable<Symbol> symbols)
    {
        var root = new SymbolNode(null, null, 0, -1, source.Lines.Count - 1);
        var found = new List<NewSymbol>();
        var open = new Stack<SymbolNode>([root]);
        var ranges = symbols
            .Where(s => s.Line >= 0 && s.Line < source.Lines.Count && IsNamed(s.Name))
            .Select(s => (Symbol: s, End: End(source, s)))
            .OrderBy(r => r.Symbol.Line).ThenByDescending(r => r.End);
        foreach (var (symbol, ownEnd) in ranges)
        {
            while (open.Peek() != root && (open.Peek().End < symbol.Line || open.Count > MaxDepth))
            {
                open.Pop();
            }

            var parent = open.Peek();
            var end = Math.Min(ownEnd, parent.End);
            var kind = Kind(source, symbol);
            // What a function keeps to itself is neither searched for nor a place to cut.
            if (open.Any(n => n.IsCallable) && SymbolKinds.IsLocal(kind))
            {
                continue;
            }

            var name = symbol.Name.Length > MaxName ? symbol.Name[..MaxName] : symbol.Name;
            var scope = symbol.Scope ?? parent.Qualified;
            found.Add(new NewSymbol(name, kind, scope, symbol.Line + 1, end + 1));

            // Several names on one line, or a member that is as long as what holds it: one range.
            if (parent != root && parent.NameLine == symbol.Line && parent.End == end)
            {
                continue;
            }

            var after = Math.Max(parent.NameLine, parent.Children.Count > 0 ? parent.Children[^1].End : parent.Start - 1) + 1;
            var start = Math.Min(symbol.Line, Math.Max(after, SymbolStart.Find(source, symbol.Line)));
            var node = new SymbolNode(scope is null ? name : scope + source.Language.Separator + name, kind, start, symbol.Line, end);
            parent.Children.Add(node);
            open.Push(node);
        }

        return (root, found);
    }

    private static int End(SourceText source, Symbol symbol) =>
        symbol.EndLine is { } end && end >= symbol.Line && end < source.Lines.Count ? end : SymbolEnd.Find(source, symbol.Line);

    /// <summary>A constant or property that holds a function is one.</summary>
    private static string Kind(SourceText source, Symbol symbol)
    {
        var kind = SymbolKinds.Normalise(symbol.Kind, source.Language.Id);
        return source.Language.Id is "javascript" or "typescript" && kind is "constant" or "variable" or "field" or "property"
            && source.Code(symbol.Line) is var code && (code.Contains("=>", StringComparison.Ordinal) || code.Contains("function", StringComparison.Ordinal))
            ? "function"
            : kind;
    }

    private static bool IsNamed(string name) =>
        !string.IsNullOrWhiteSpace(name) && !name.StartsWith("__anon", StringComparison.Ordinal) && !name.StartsWith("AnonymousFunction", StringComparison.Ordinal)
        && !name.StartsWith("anonymousFunction", StringComparison.Ordinal);
}
