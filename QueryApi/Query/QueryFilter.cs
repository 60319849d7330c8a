namespace Julie.QueryApi.Query;

internal enum FilterField
{
    Repository,
    Language,
    Path,
    Ref,
}

/// <summary>A condition on where to search.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Value">With what.</param>
/// <param name="Negated">Whether a match is left out.</param>
/// <param name="Position">Where it begins in the query, from 0.</param>
internal sealed record QueryFilter(FilterField Field, string Value, bool Negated, int Position);
