using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Search.Texts;
using Julie.Index.Spaces;

namespace Julie.Index.Search;

/// <summary>A search for every line that matches, file by file.</summary>
/// <param name="Space">Its chunking says which symbols and places there are.</param>
/// <param name="Readable">What the caller may read.</param>
/// <param name="Filters">What must hold, patterns included.</param>
/// <param name="After">Only files behind it; null: from the first.</param>
/// <param name="Files">How many files at most.</param>
/// <param name="LinesOfFile">How many lines of one file at most.</param>
public sealed record TextRequest(Space Space, ReadableRepositories Readable, SearchFilters Filters, TextFileKey? After, int Files, int LinesOfFile);

/// <summary>How a search for text ended.</summary>
/// <param name="More">Whether there may be files behind the last one.</param>
/// <param name="Incomplete">Whether it was given up before the end: more may match.</param>
/// <param name="Facets">What the files are spread over.</param>
public sealed record TextEnd(bool More, bool Incomplete, SearchFacets Facets);
