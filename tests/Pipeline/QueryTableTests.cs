using System.Net.Http.Json;
using System.Text.Json;

using Julie.Contracts.Api;
using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>
/// The language on a real repository: this project at a commit of its own history. Queries.tsv holds each query with what it finds:
/// <c>lines</c> (all lines, exactly), <c>files</c> (all files, exactly), <c>first</c> (the first file), <c>among</c> (a file of the first ten) or <c>symbols</c> (all, exactly).
/// </summary>
public sealed class QueryTableTests(RunningSystem system)
{
    private const string Name = "query-table";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_EveryQueryOfTheTable_FindsWhatItSays()
    {
        await ThisProject.IndexAsync(system, ThisProject.Pinned, Name, Token);
        var wrong = new List<string>();
        var queries = File.ReadLines(Path.Combine(RepositoryRoot.Path, "tests/Pipeline/Queries.tsv")).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).ToList();
        foreach (var query in queries)
        {
            var found = await FindAsync(query[0], query[1]);
            var expected = query[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToArray();
            var holds = query[1] switch
            {
                "first" => found.FirstOrDefault() == expected[0],
                "among" => expected.All(found.Take(10).Contains),
                _ => found.Distinct().Order(StringComparer.Ordinal).SequenceEqual(expected),
            };
            if (!holds)
            {
                wrong.Add($"{query[0]}\n  expected {query[1]} {string.Join(' ', expected)}\n  found {string.Join(' ', found)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(queries.Count >= 40);
    }

    [Fact]
    public async Task Search_WhereThisProjectPublishesEmbedJobs_FindsItInTheFirstFive()
    {
        await ThisProject.IndexAsync(system, "HEAD", "this-project", Token);

        var search = await system.JulieAsync(Token, "search", "--json", "where are embed jobs published repo:this-project");

        Assert.True(search.ExitCode == 0, search.Error);
        using var answer = JsonDocument.Parse(search.Output);
        Assert.Contains("Ingest/Sync/EmbedJobs.cs", answer.RootElement.GetProperty("results").EnumerateArray().Take(5).Select(hit => hit.GetProperty("path").GetString()));
    }

    private async Task<List<string>> FindAsync(string query, string kind)
    {
        var whole = Uri.EscapeDataString($"({query}) repo:{Name}{(kind is "first" or "among" ? "" : " count:1000")}");
        var answer = (await system.Api.GetFromJsonAsync<SearchAnswer>($"/api/search?q={whole}", Token))!;
        Assert.False(answer.Incomplete, query);
        return kind switch
        {
            "lines" => [.. answer.Results.SelectMany(hit => hit.Lines.Select(line => $"{hit.Path}:{line.Number}"))],
            "symbols" => [.. answer.Results.Select(hit => $"{hit.Path}:{hit.StartLine}:{hit.Symbol}")],
            _ => [.. answer.Results.Select(hit => hit.Path)],
        };
    }
}
