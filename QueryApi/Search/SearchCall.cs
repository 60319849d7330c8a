using Julie.QueryApi.Query;

namespace Julie.QueryApi.Search;

/// <summary>A search that can be done.</summary>
/// <param name="Query">What is asked.</param>
/// <param name="Manner">What else the request says of how.</param>
/// <param name="Page">Which part of the results.</param>
internal sealed record SearchCall(ParsedQuery Query, SearchManner Manner, SearchPage Page);
