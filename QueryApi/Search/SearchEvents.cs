using Julie.Contracts.Api;

namespace Julie.QueryApi.Search;

/// <summary>Names of the events of <c>GET /api/search/stream</c>; the data of each is a <see cref="SearchAnswer"/>.</summary>
internal static class SearchEvents
{
    /// <summary>Its results take the place of those before.</summary>
    public const string Results = "results";

    /// <summary>Its results come behind those before.</summary>
    public const string More = "more";

    /// <summary>The end: all but the results.</summary>
    public const string Done = "done";
}
