using Julie.Contracts.Api;
using Julie.Index.Search;
using Julie.QueryApi.Query;

namespace Julie.QueryApi.Files;

/// <summary>What a query lights up in a file: its words, and the texts that it requires.</summary>
internal sealed class HighlightFinder(ParsedQuery query)
{
    public IReadOnlyList<FileHighlight> Find(string text, int firstLine, int lastLine) =>
    [
        .. Highlights.Of(text, query.Filters, query.Words).SkipWhile(line => line.Number < firstLine).TakeWhile(line => line.Number <= lastLine)
            .SelectMany(line => line.Spans.Select(span => new FileHighlight(line.Number, span.Start, span.End))),
    ];
}
