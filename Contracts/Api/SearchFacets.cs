namespace Julie.Contracts.Api;

/// <summary>What results are spread over: most first, 20 values each at most.</summary>
/// <param name="Repositories">Names of repositories.</param>
/// <param name="Languages">Languages.</param>
/// <param name="Paths">First folders of paths; <c>.</c> for files at the root.</param>
public sealed record SearchFacets(IReadOnlyList<FacetValue> Repositories, IReadOnlyList<FacetValue> Languages, IReadOnlyList<FacetValue> Paths);

/// <summary>A value and how many places have it.</summary>
/// <param name="Value">The value, as the filter takes it.</param>
/// <param name="Count">How many.</param>
public sealed record FacetValue(string Value, int Count);
