using System.Text;

using Julie.Index.Content;
using Julie.Ingest.Chunking.Symbols;

namespace Julie.Ingest.Chunking;

/// <summary>Turns pieces into chunks: normalised text, scope header, byte range, and the exact count that law 7 asks for.</summary>
internal sealed class ChunkWriter(DecodedText decoded, SourceText source, FileCutter cutter, ITokenCounter counter, ChunkLimits limits)
{
    private readonly List<NewChunk> _chunks = [];
    private readonly Dictionary<SymbolNode, string> _scopes = [];
    private readonly int _around = counter.Count([]);
    private int _character;
    private int _byte = decoded.Preamble;

    public List<NewChunk> Write(List<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            Write(piece);
        }

        return _chunks;
    }

    private void Write(Piece piece)
    {
        var (start, end) = (piece.Start, piece.End);
        while (start < end && source.Lines[start].Blank)
        {
            start++;
        }

        while (end > start && source.Lines[end].Blank)
        {
            end--;
        }

        if (source.Lines[start].Blank)
        {
            return;
        }

        var scope = Scope(piece.Owner);
        var body = Body(start, end);
        var count = counter.Count($"{scope}\n{body}");
        if (count <= limits.Limit)
        {
            Add(piece.Owner, scope, body, count, source.Lines[start].Start, source.Lines[end].End, start, end);
        }
        else if (start == end)
        {
            LongLine(piece.Owner, scope, start, source.Lines[start].Start, source.Lines[start].End);
        }
        else
        {
            // The sum over lines was too low for this tokenizer.
            var cut = cutter.BestLine(start, end);
            Write(piece with { Start = start, End = cut - 1 });
            Write(piece with { Start = cut, End = end });
        }
    }

    /// <summary>A line that is too long by itself: at white space or punctuation near the middle, until each part fits.</summary>
    private void LongLine(SymbolNode owner, string scope, int line, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(source.Text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(source.Text[end - 1]))
        {
            end--;
        }

        if (start == end)
        {
            return;
        }

        var body = source.Text[start..end];
        var count = counter.Count($"{scope}\n{body}");
        if (count <= limits.Limit || end - start == 1)
        {
            Add(owner, scope, body, count, start, end, line, line);
            return;
        }

        var cut = LineCut.Near(source.Text, start, end);
        LongLine(owner, scope, line, start, cut);
        LongLine(owner, scope, line, cut, end);
    }

    private void Add(SymbolNode owner, string scope, string body, int count, int start, int end, int firstLine, int lastLine)
    {
        var startByte = _byte + decoded.Bytes(_character, start);
        var endByte = startByte + decoded.Bytes(start, end);
        (_character, _byte) = (end, endByte);
        _chunks.Add(new NewChunk(startByte, endByte, firstLine + 1, lastLine + 1, owner.Qualified, owner.Kind, count, scope, body));
    }

    private string Body(int start, int end)
    {
        var body = new StringBuilder();
        for (var i = start; i <= end; i++)
        {
            body.Append(source.Line(i));
            if (i < end)
            {
                body.Append('\n');
            }
        }

        return body.ToString();
    }

    /// <summary>Language and qualified symbol (law 1: no path, no lines). A name that is too long keeps its end.</summary>
    private string Scope(SymbolNode owner)
    {
        if (_scopes.TryGetValue(owner, out var known))
        {
            return known;
        }

        var language = source.Language.Id;
        var name = Redact(owner.Qualified);
        var scope = name is null ? language : $"{language} {name}";
        if (name is not null && counter.Count(scope) - _around > limits.Header)
        {
            var last = name[(name.LastIndexOf(source.Language.Separator, StringComparison.Ordinal) is var at and >= 0 ? at + source.Language.Separator.Length : 0)..];
            scope = $"{language} {last}";
            scope = counter.Count(scope) - _around > limits.Header ? language : scope;
        }

        return _scopes[owner] = scope;
    }

    private static string? Redact(string? name) => name?.ReplaceLineEndings(" ");
}
