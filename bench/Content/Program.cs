using Julie.Bench.Content;

// Runs the content rules over Git repositories and prints what they cost and what they masked, as Markdown for docs/benchmarks.md.
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Content -- [--show] PATH...   (--show: each masked line as it was, to judge it)");
    return 2;
}

var benchmark = new ContentBenchmark(Console.Out, show: args.Contains("--show"));
foreach (var repository in args.Where(a => a != "--show"))
{
    await benchmark.RunAsync(repository);
}

benchmark.Print();
return 0;
