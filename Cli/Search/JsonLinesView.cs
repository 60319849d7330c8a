using System.Text.Json;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Search;

/// <summary>A line of JSON for each result, as the API sent it: what this version does not know goes through too.</summary>
internal sealed class JsonLinesView(TextWriter output) : ISearchView
{
    public async Task WriteAsync(Answer<SearchAnswer> page, CancellationToken ct)
    {
        using JsonDocument json = JsonDocument.Parse(page.Json);
        foreach (JsonElement result in json.RootElement.GetProperty("results").EnumerateArray())
        {
            await output.WriteLineAsync(result.GetRawText().AsMemory(), ct);
        }
    }
}
