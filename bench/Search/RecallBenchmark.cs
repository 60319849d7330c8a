using System.Diagnostics;
using System.Globalization;
using Julie.Embedding;
using Julie.Index.Catalog;
using Julie.Index.Search;
using Npgsql;

namespace Julie.Bench.Search;

/// <summary>
/// Recall@10 of the product's vector search against exact search: of ten results, how many are as near as the exact tenth (near-duplicates tie). Unfiltered, and
/// in the repositories that hold about 0.1, 1 and 10 % of the index.
/// </summary>
internal static class RecallBenchmark
{
    private const int Wanted = 10;

    /// <summary>Cosines of half precision that differ by less are equal.</summary>
    private const double Tolerance = 1e-5;

    public static async Task<int> RunAsync(string file)
    {
        await using var system = await RunningSystem.ConnectAsync();
        var queries = await Queries.ReadAsync(file, system.Index);
        var vectors = await system.Embedder.EmbedAsync(queries, EmbedSide.Query, CancellationToken.None);
        var total = await system.ScalarAsync<long>("select count(*) from passage");
        Console.WriteLine($"{queries.Count} queries, {total:N0} passages");
        Console.WriteLine("| in scope | passages | recall@10 | lowest | fewer than 10 results |");
        Console.WriteLine("|---|---|---|---|---|");
        await PrintBreadthsAsync(system, vectors);
        await PrintAsync(system, "everything", "", queries, vectors);
        foreach (var share in new[] { 0.001, 0.01, 0.1 })
        {
            var name = await system.ScalarAsync<string>(string.Create(
                CultureInfo.InvariantCulture, $"select name from repository order by abs(passages - {total * share}::bigint), name limit 1"));
            await PrintAsync(system, string.Create(CultureInfo.InvariantCulture, $"repo:{name}, {share:P1}"), name, queries, vectors);
        }

        return 0;
    }

    private static async Task PrintAsync(RunningSystem system, string title, string repository, IReadOnlyList<string> queries, IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        var engine = new SearchEngine(system.Index, system.Lists);
        var filters = repository.Length == 0 ? SearchFilters.None : new SearchFilters([repository], [], []);
        var recalls = new List<double>();
        var few = 0;
        for (var i = 0; i < queries.Count; i++)
        {
            var exact = await ExactAsync(system, repository, vectors[i]);
            var found = await engine.SearchAsync(
                new(queries[i], vectors[i].ToArray(), system.Space, ReadableRepositories.Everything, filters, Wanted) { Mode = SearchMode.Semantic, Ranking = false, EveryPlace = true },
                CancellationToken.None);
            recalls.Add(exact.Length == 0 ? 1 : found.Hits.Count(h => h.Similarity >= exact[^1] - Tolerance) / (double)exact.Length);
            few += found.Hits.Count < exact.Length ? 1 : 0;
        }

        var passages = await system.ScalarAsync<long>(repository.Length == 0 ? "select count(*) from passage" : $"select passages from repository where name = '{repository}'");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {title} | {passages:N0} | {recalls.Average():F4} | {recalls.Min():F1} | {few} |"));
    }

    /// <summary>What the graph itself finds: how broadly it has to be searched.</summary>
    private static async Task PrintBreadthsAsync(RunningSystem system, IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        var sample = vectors.Take(100).ToArray();
        var exact = new double[sample.Length][];
        for (var i = 0; i < sample.Length; i++)
        {
            exact[i] = await ExactAsync(system, "", sample[i]);
        }

        foreach (var breadth in new[] { 100, 200, 300, 400, 800 })
        {
            await using var connection = await system.Index.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var set = new NpgsqlCommand($"set local hnsw.ef_search = {breadth}", connection))
            {
                await set.ExecuteNonQueryAsync();
            }

            var recalls = new double[sample.Length];
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < sample.Length; i++)
            {
                await using var command = new NpgsqlCommand($"select 1 - (embedding <=> @query) from {system.Space.Table} order by embedding <=> @query limit {Wanted}", connection);
                command.Parameters.Add(new("query", LatencyBenchmark.Half(sample[i])) { DataTypeName = "halfvec" });
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    recalls[i] += reader.GetDouble(0) >= exact[i][^1] - Tolerance ? 1.0 / exact[i].Length : 0;
                }
            }

            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds / sample.Length;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| the graph alone, breadth {breadth}, the first {sample.Length} queries, {took:F1} ms | | {recalls.Average():F4} | {recalls.Min():F1} | |"));
        }
    }

    /// <summary>Cosines of the ten nearest, from a scan of every vector in scope.</summary>
    private static async Task<double[]> ExactAsync(RunningSystem system, string repository, ReadOnlyMemory<float> vector)
    {
        // One repository's passages are read, not all of them.
        var inScope = repository.Length == 0 ? "" : "where v.passage_id = any(array(select p.passage_id from passage_repository p join repository r on r.id = p.repository_id where r.name = @repository))";
        await using var command = system.Index.CreateCommand(
            $"select 1 - distance from (select v.embedding <=> @query as distance from {system.Space.Table} v {inScope} offset 0) d order by distance limit {Wanted}");
        command.Parameters.Add(new("query", LatencyBenchmark.Half(vector)) { DataTypeName = "halfvec" });
        command.Parameters.AddWithValue("repository", repository);
        await using var reader = await command.ExecuteReaderAsync();
        var cosines = new List<double>();
        while (await reader.ReadAsync())
        {
            cosines.Add(reader.GetDouble(0));
        }

        return [.. cosines];
    }
}
