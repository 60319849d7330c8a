using Julie.Index.Catalog;
using Julie.Index.Spaces;

namespace Julie.Index.Search;

/// <summary>A search.</summary>
/// <param name="Text">Words of the query, without filters.</param>
/// <param name="QueryVector">Vector of the query from the space's own model (law 9); null for lexical search only.</param>
/// <param name="Space">The space to search; its chunking decides which chunks there are.</param>
/// <param name="Readable">What the caller may read.</param>
/// <param name="Filters">What the search is narrowed to.</param>
/// <param name="Limit">How many hits at most, 1 to 200.</param>
public sealed record SearchRequest(
    string Text, float[]? QueryVector, Space Space, ReadableRepositories Readable, SearchFilters Filters, int Limit)
{
    /// <summary>Which retrievers are asked.</summary>
    public SearchMode Mode { get; init; }

    /// <summary>False: in the order of the retrievers' own scores, without what names, paths and kinds of files add. For measuring.</summary>
    public bool Ranking { get; init; } = true;

    /// <summary>Every place a hit of its own; else a file is one hit, by its best place.</summary>
    public bool EveryPlace { get; init; }

    /// <summary>Files that the caller has seen, on the pages before (<see cref="SearchHit.FileId"/>): they are ranked with the others, and left out.</summary>
    public IReadOnlySet<long> Seen { get; init; } = new HashSet<long>();
}
