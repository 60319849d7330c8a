using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Search;

/// <summary>Paths only, each once, best first.</summary>
internal sealed class PathsView(TextWriter output) : ISearchView
{
    private readonly HashSet<string> written = [];

    public async Task WriteAsync(Answer<SearchAnswer> page, CancellationToken ct)
    {
        foreach (string path in page.Value.Results.Select(result => $"{result.Repository}/{result.Path}").Where(written.Add))
        {
            await output.WriteLineAsync(Printable.Text(path).AsMemory(), ct);
        }
    }
}
