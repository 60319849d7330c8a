using System.Globalization;
using System.Text.RegularExpressions;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Bench.Search.Load;

/// <summary>What one person and their tools ask, in an order of their own: mostly searches, then files and places like those that were found.</summary>
internal sealed class RequestMix(JulieClient client, IReadOnlyList<string> queries, int seed)
{
    private static readonly string[] Languages = ["python", "go", "java", "javascript", "ruby", "scala", "rust", "csharp", "c"];

    private readonly Random _random = new(seed);
    private SearchResult? _found;

    /// <summary>Asks one thing, and says what kind of thing it was.</summary>
    public async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        var query = queries[_random.Next(queries.Count)];
        switch (_random.Next(100))
        {
            case < 50:
                await SearchAsync(query);
                return "hybrid";
            case < 60:
                await SearchAsync($"lang:{Languages[_random.Next(Languages.Length)]} {query}");
                return "hybrid, a language";
            case < 70 when _found is not null:
                await SearchAsync($"repo:{_found.Repository} {query}");
                return "hybrid, a repository";
            case < 78:
                await SearchAsync(string.Create(CultureInfo.InvariantCulture, $@"/\b{Regex.Escape(Word(query))}\w*\(/"));
                return "pattern";
            case < 84:
                await SearchAsync($"\"{Word(query)}\"");
                return "exact text";
            case < 90:
                await client.FindSymbolsAsync(Word(query), cancellationToken: cancellationToken);
                return "symbols";
            case < 95 when _found is not null:
                await client.GetFileAsync($"{_found.Repository}/{_found.Path}", new() { Ref = _found.Ref, Query = query }, cancellationToken);
                return "file";
            case >= 95 when _found is not null:
                await client.FindSimilarAsync(
                    $"{_found.Repository}/{_found.Path}", new() { Ref = _found.Ref, Lines = string.Create(CultureInfo.InvariantCulture, $"{_found.StartLine}-{Math.Min(_found.EndLine, _found.StartLine + 39)}") }, cancellationToken);
                return "similar";
            default:
                await SearchAsync(query);
                return "hybrid";
        }

        async Task SearchAsync(string text)
        {
            var results = (await client.SearchAsync(text, cancellationToken: cancellationToken)).Value.Results;
            if (results.Count > 0)
            {
                _found = results[_random.Next(results.Count)];
            }
        }
    }

    /// <summary>The longest word, as the one that says most.</summary>
    private static string Word(string query) => query.Split(' ').MaxBy(word => word.Length)!.Trim('"', '\'', '?', '.', ',', '(', ')');
}
