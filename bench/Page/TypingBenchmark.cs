using Microsoft.Playwright;

namespace Julie.Bench.Page;

/// <summary>From the last key of a query to the frame that shows its first results, measured within the browser.</summary>
internal static class TypingBenchmark
{
    private const int Rounds = 3;

    // Between two keys of somebody who types fast.
    private const int BetweenKeys = 90;

    private static readonly string[] Queries =
    [
        "embed jobs published", "where are secrets masked", "retry with backoff", "parse query filters", "SearchEngine", "rate limit per key", "RepositoryCatalog", "write a chunk",
        "sync of a ref", "permissions of the host", "tokenizer vocabulary", "webhook signature", "hnsw index", "TreeEntry", "coverage of a snapshot", "advisory lock",
        "circuit breaker", "trigram postings", "command line arguments", "lang:csharp rank results", "kind:class Store", "path:docs/** benchmarks", "symbol:Parse", "\"not found\"",
    ];

    // The last key, and the first frame after results of the whole query are there; between them its request.
    private const string Watch = """
        window.watched = { key: 0, painted: 0, query: '' };
        addEventListener('input', () => { window.watched = { key: performance.now(), painted: 0, query: document.getElementById('q').value.trim() }; }, true);
        addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
          const now = window.watched;
          if (now.painted === 0 && document.querySelector('.search')?.dataset.query === now.query && document.querySelector('.file')) {
            now.painted = -1;
            requestAnimationFrame(() => setTimeout(() => { 
              const request = performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/api/search')).at(-1);
              // a stream that goes on has no entry yet
              now.phases = [request?.startTime, request?.responseStart].map((time) => (time ?? now.key) - now.key);
              performance.clearResourceTimings();
              now.painted = performance.now();
            }));
          }
        }).observe(document.getElementById('view'), { childList: true, subtree: true, attributes: true }));
        """;

    public static async Task<int> RunAsync()
    {
        await using var opened = await OpenedPage.StartAsync();
        var page = await opened.GoToAsync("/", script: Watch);
        List<double[]> times = [];
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var query in Queries)
            {
                await page.GetByRole(AriaRole.Combobox).FillAsync("");
                await page.GetByRole(AriaRole.Heading, new() { Name = "Search all the code" }).WaitForAsync();
                await page.GetByRole(AriaRole.Combobox).PressSequentiallyAsync(query, new() { Delay = BetweenKeys });
                var time = await PaintedAsync(page);
                // The first round warms caches and compilers.
                if (round > 0)
                {
                    times.Add(time);
                }
            }
        }

        Console.WriteLine($"Chromium {opened.Version}, {Queries.Length} queries typed {Rounds} times, {BetweenKeys} ms between keys");
        Console.WriteLine("| after the last key | median, ms | p95, ms | worst, ms |");
        Console.WriteLine("|---|---|---|---|");
        Print("asked", [.. times.Select(time => time[0])]);
        Print("answer begins", [.. times.Select(time => time[1])]);
        Print("results painted", [.. times.Select(time => time[2])]);
        return 0;
    }

    private static void Print(string name, List<double> times)
    {
        times.Sort();
        Console.WriteLine($"| {name} | {times[times.Count / 2]:N0} | {times[(int)(times.Count * 0.95)]:N0} | {times[^1]:N0} |");
    }

    private static async Task<double[]> PaintedAsync(IPage page)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var times = await page.EvaluateAsync<double[]>("() => window.watched.painted > 0 ? [...window.watched.phases, window.watched.painted - window.watched.key] : []");
            if (times.Length > 0)
            {
                return times;
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"No results after 10 s: {page.Url}");
    }
}
