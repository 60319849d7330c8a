using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Search;

/// <summary>The API's answer, unchanged.</summary>
internal sealed class JsonView(TextWriter output) : ISearchView
{
    public Task WriteAsync(Answer<SearchAnswer> page, CancellationToken ct) => output.WriteLineAsync(page.Json.AsMemory(), ct);
}
