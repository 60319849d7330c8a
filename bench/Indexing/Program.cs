using Julie.Bench.Indexing;
using Julie.Bench.Support;

using Npgsql;

// Indexes repositories on a running system (./julie up --detach) and prints what it took, as Markdown for docs/benchmarks.md.
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Indexing -- PATH|URL...   (JULIE_HOME: default .julie)");
    return 2;
}

var installation = await Installation.ReadAsync();
using var api = installation.Client();
await using var index = NpgsqlDataSource.Create(installation.Postgres);

var benchmark = new IndexingBenchmark(api, new PassageLengths(index), new ProcessMemory(installation.AppHostId));
foreach (var repository in args)
{
    await benchmark.RunAsync(repository, CancellationToken.None);
}

benchmark.Print(Console.Out);
return 0;
