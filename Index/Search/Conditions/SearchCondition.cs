namespace Julie.Index.Search.Conditions;

/// <summary>What must hold of a place to be found, as a tree over files, places and required texts.</summary>
public abstract record SearchCondition;

/// <summary>All of them hold.</summary>
/// <param name="Parts">Conditions; none is always true.</param>
public sealed record AllOf(IReadOnlyList<SearchCondition> Parts) : SearchCondition;

/// <summary>At least one of them holds.</summary>
/// <param name="Parts">Conditions; none is never true.</param>
public sealed record AnyOf(IReadOnlyList<SearchCondition> Parts) : SearchCondition;

/// <summary>It does not hold.</summary>
/// <param name="Part">A condition.</param>
public sealed record NoneOf(SearchCondition Part) : SearchCondition;
