namespace Julie.QueryApi.Search;

/// <summary>The vector of a query, or why there is none.</summary>
internal readonly record struct QueryVector(float[]? Values, string? Reason);
