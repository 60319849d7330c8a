namespace Julie.Index.Search;

/// <summary>What a search found.</summary>
/// <param name="Hits">Best first.</param>
/// <param name="Coverage">Share of the passages in scope that have a vector, 0 to 1.</param>
public sealed record SearchOutcome(IReadOnlyList<SearchHit> Hits, double Coverage);
