using System.Net.Http.Json;
using Julie.Contracts.Api;

namespace Julie.Bench.Regex;

/// <summary>The running system over HTTP: every page of an answer.</summary>
internal sealed class JulieSearch(HttpClient api, string repository)
{
    public List<Line> Search(string pattern)
    {
        List<Line> lines = [];
        string cursor = "";
        while (true)
        {
            string query = $"/{pattern.Replace("/", "\\/", StringComparison.Ordinal)}/ repo:{repository} count:1000";
            SearchAnswer page = api.GetFromJsonAsync<SearchAnswer>($"/api/search?q={Uri.EscapeDataString(query)}{cursor}").GetAwaiter().GetResult()!;
            lines.AddRange(page.Results.SelectMany(result => result.Lines.Select(line => new Line(result.Path, line.Number))));
            if (page.Incomplete)
            {
                throw new InvalidOperationException($"{pattern}: the answer is incomplete");
            }

            if (page.Next is null)
            {
                return lines;
            }

            cursor = $"&cursor={page.Next}";
        }
    }

    /// <summary>The repository's indexed files.</summary>
    public async Task<List<string>> FilesAsync(long id)
    {
        List<string> files = [];
        string cursor = "";
        while (true)
        {
            RepositoryFiles page = (await api.GetFromJsonAsync<RepositoryFiles>($"/api/repositories/{id}/files?state=indexed&limit=1000{cursor}"))!;
            files.AddRange(page.Files.Select(file => file.Path));
            if (page.Next is null)
            {
                return files;
            }

            cursor = $"&cursor={page.Next}";
        }
    }
}
