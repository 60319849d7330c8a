using Julie.Contracts.Api;

namespace Julie.Client;

/// <summary>One event of a streaming search.</summary>
/// <param name="Kind">What its results are to those before.</param>
/// <param name="Answer">As far as it is known by then.</param>
public sealed record SearchEvent(SearchEventKind Kind, SearchAnswer Answer);
