using System.Globalization;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Search;

/// <summary><c>path:count</c>: of a pattern the lines that match, else the places that were found in the file.</summary>
internal sealed class CountsView(TextWriter output) : ISearchView
{
    public async Task WriteAsync(Answer<SearchAnswer> page, CancellationToken ct)
    {
        foreach (SearchResult result in page.Value.Results)
        {
            int count = page.Value.Mode == "regex" ? Math.Max(result.LineCount, result.Lines?.Count ?? 0) : 1 + (result.More?.Count ?? 0);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Printable.Text($"{result.Repository}/{result.Path}")}:{count}").AsMemory(), ct);
        }
    }
}
