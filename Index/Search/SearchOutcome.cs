using Julie.Contracts.Api;

namespace Julie.Index.Search;

/// <summary>What a search found.</summary>
/// <param name="Hits">Best first.</param>
/// <param name="Coverage">Share of the passages in scope that have a vector, 0 to 1.</param>
public sealed record SearchOutcome(IReadOnlyList<SearchHit> Hits, double Coverage)
{
    /// <summary>What the candidates are spread over.</summary>
    public SearchFacets Facets { get; init; } = Search.Facets.None;

    /// <summary>Whether there are more behind these.</summary>
    public bool More { get; init; }

    /// <summary>Whether required texts were not looked for to the end: more may hold them.</summary>
    public bool Incomplete { get; init; }
}
