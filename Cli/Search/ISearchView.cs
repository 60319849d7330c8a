using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Search;

/// <summary>A way to print results, a page at a time.</summary>
internal interface ISearchView
{
    Task WriteAsync(Answer<SearchAnswer> page, CancellationToken ct);
}
