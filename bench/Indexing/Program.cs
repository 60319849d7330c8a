using System.Net.Http.Headers;
using System.Text.Json;

using Julie.Bench.Indexing;

using Npgsql;

// Indexes repositories on a running system (./julie up --detach) and prints what it took, as Markdown for docs/benchmarks.md.
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Indexing -- PATH|URL...   (JULIE_HOME: default .julie)");
    return 2;
}

var home = Environment.GetEnvironmentVariable("JULIE_HOME") ?? Path.GetFullPath(".julie");
using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(home, "endpoints.json")));
using var api = new HttpClient { BaseAddress = new Uri(endpoints.RootElement.GetProperty("queryApi").GetString()!) };
api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(home, "admin.key"))).Trim());
await using var index = NpgsqlDataSource.Create(endpoints.RootElement.GetProperty("postgres").GetString()!);

var benchmark = new IndexingBenchmark(api, new PassageLengths(index), new ProcessMemory(endpoints.RootElement.GetProperty("pid").GetInt32()));
foreach (var repository in args)
{
    await benchmark.RunAsync(repository, CancellationToken.None);
}

benchmark.Print(Console.Out);
return 0;
