using System.Diagnostics;
using System.Globalization;
using Julie.Embedding;
using Julie.Index.Catalog;
using Julie.Index.Search;
using Npgsql;
using Pgvector;

namespace Julie.Bench.Search;

/// <summary>Hybrid search over HTTP beside the same search without HTTP, parser and model, and the bare scan of the vectors' index.</summary>
internal static class LatencyBenchmark
{
    private const int WarmUp = 2;

    public static async Task<int> RunAsync(string file, string filter)
    {
        var filters = Filters(filter);
        await using var system = await RunningSystem.ConnectAsync();
        var queries = await Queries.ReadAsync(file, system.Index);
        var vectors = await system.Embedder.EmbedAsync(queries, EmbedSide.Query, CancellationToken.None);
        Console.WriteLine($"{queries.Count} queries{(filter.Length == 0 ? "" : $", {filter}")}, {await system.ScalarAsync<long>("select count(*) from passage"):N0} passages");
        Console.WriteLine("| | p50, ms | p95, ms | p99, ms | worst, ms | requests/s |");
        Console.WriteLine("|---|---|---|---|---|---|");

        // A service that has just started compiles, and each of its connections plans every statement once: both are over before anything is measured.
        foreach (var (name, clients) in (IReadOnlyList<(string, int)>)[("HTTP, 1 client", 1), ("HTTP, 8 clients", 8)])
        {
            for (var round = 0; round < WarmUp; round++)
            {
                await HttpAsync(system, queries, filter, clients);
            }

            Print(name, clients, await HttpAsync(system, queries, filter, clients));
        }

        await DirectAsync(system, queries, vectors, filters);
        Print("the same SQL, without HTTP and model, 1 client", 1, await DirectAsync(system, queries, vectors, filters));
        Print("bare scan of the HNSW index, 10 nearest", 1, await BareAsync(system, vectors));
        Console.WriteLine();
        using var statements = new StatementTimes();
        await DirectAsync(system, queries, vectors, filters);
        statements.Print(queries.Count);
        return 0;
    }

    /// <summary>What the query language makes of it.</summary>
    private static SearchFilters Filters(string filter) => filter.Split(':') switch
    {
        [""] => SearchFilters.None,
        ["repo", var name] => new([name], [], []),
        ["lang", var name] => new([], [name], []),
        ["path", var name] => new([], [], [name]),
        _ => throw new ArgumentException($"'{filter}' is none of repo:, lang: and path:"),
    };

    private static async Task<double[]> HttpAsync(RunningSystem system, IReadOnlyList<string> queries, string filter, int clients)
    {
        var times = new double[queries.Count];
        await Parallel.ForAsync(0, queries.Count, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (i, token) =>
        {
            var start = Stopwatch.GetTimestamp();
            using var response = await system.Api.GetAsync(new Uri($"/api/search?q={Uri.EscapeDataString($"{filter} {queries[i]}")}", UriKind.Relative), token);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync(token);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        });
        return times;
    }

    private static async Task<double[]> DirectAsync(RunningSystem system, IReadOnlyList<string> queries, IReadOnlyList<ReadOnlyMemory<float>> vectors, SearchFilters filters)
    {
        var engine = new SearchEngine(system.Index, system.Lists);
        var times = new double[queries.Count];
        for (var i = 0; i < queries.Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await engine.SearchAsync(
                new(queries[i], vectors[i].ToArray(), system.Space, ReadableRepositories.Everything, filters, 10), CancellationToken.None);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }

    private static async Task<double[]> BareAsync(RunningSystem system, IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        await using var connection = await system.Index.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"select passage_id from {system.Space.Table} order by embedding <=> @query limit 10", connection);
        command.Parameters.Add(new("query", Half(vectors[0])) { DataTypeName = "halfvec" });
        await command.PrepareAsync();
        var times = new double[vectors.Count];
        for (var i = 0; i < vectors.Count; i++)
        {
            command.Parameters[0].Value = Half(vectors[i]);
            var start = Stopwatch.GetTimestamp();
            await using (var reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                }
            }

            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }

    internal static HalfVector Half(ReadOnlyMemory<float> vector) => new(Array.ConvertAll(vector.ToArray(), v => (Half)v));

    private static void Print(string name, int clients, double[] times)
    {
        Array.Sort(times);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {At(0.5):F1} | {At(0.95):F1} | {At(0.99):F1} | {times[^1]:F1} | {clients * 1000 / times.Average():F0} |"));

        double At(double share) => times[Math.Max(0, (int)Math.Ceiling(share * times.Length) - 1)];
    }
}
