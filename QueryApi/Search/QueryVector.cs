using Julie.Index.Spaces;

namespace Julie.QueryApi.Search;

/// <summary>Where to search, and with which vector.</summary>
/// <param name="Space">The space to search; null when none was ever made.</param>
/// <param name="Values">The query's vector in that space; null without one.</param>
internal readonly record struct QueryVector(Space? Space, float[]? Values);
