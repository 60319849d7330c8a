using System.Globalization;
using Julie.Cli.Output;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Cli.Search;

/// <summary>What results are spread over, as filters that can be added to the query: <c>12  repo:acme/shop</c>.</summary>
internal sealed class FacetsView(TextWriter output) : ISearchView
{
    private bool written;

    public async Task WriteAsync(Answer<SearchAnswer> page, CancellationToken ct)
    {
        // of a ranked search they are of all that was ranked, and the same on every page
        if (written || page.Value.Facets is null) // an older service has none
        {
            return;
        }

        written = true;
        SearchFacets facets = page.Value.Facets;
        IEnumerable<(string Filter, int Count)> lines = facets.Repositories.Select(facet => ($"repo:{facet.Value}", facet.Count))
            .Concat(facets.Languages.Select(facet => ($"lang:{facet.Value}", facet.Count)))
            .Concat(facets.Paths.Select(facet => (facet.Value == "." ? "(no folder)" : $"path:{facet.Value}/**", facet.Count)));
        foreach ((string filter, int count) in lines)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count,6}  {Printable.Text(filter)}").AsMemory(), ct);
        }
    }
}
