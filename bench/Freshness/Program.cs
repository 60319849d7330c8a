using Julie.Bench.Freshness;

// How fresh the index is, on a running system: ./julie up --detach with Julie__Hooks__github__Secret set, and the same set here.
const string Usage =
    """
    usage: dotnet run -c Release --project bench/Freshness -- MODE...   (JULIE_HOME: default .julie; Julie__Hooks__github__Secret as the system has it)
      push REPOSITORY [COUNT]                    one-file pushes one after another: from the webhook to the result
      load BACKFILL REPOSITORY...                100 pushes a minute over 20 repositories while BACKFILL is indexed
      cost                                       blobs read and passages embedded by kinds of change
      webhooks [SECONDS] [--broker-down]         deliveries accepted a second at 8 connections, and whether all were dispatched
    Repositories are local Git repositories; the benchmark pushes to copies of its own.
    """;
try
{
    await using var system = await RunningSystem.ConnectAsync();
    switch (args)
    {
        case ["push", var repository, .. var count] when count.Length <= 1:
            await new PushBenchmark(system).RunAsync(repository, count is [var text] ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 100);
            return 0;
        case ["load", var backfill, _, ..]:
            await new LoadBenchmark(system).RunAsync(backfill, args[2..]);
            return 0;
        case ["cost"]:
            await new CostBenchmark(system).RunAsync();
            return 0;
        case ["webhooks", .. var options]:
            await new WebhookBenchmark(system).RunAsync(
                options.Where(o => o[0] != '-').Select(o => int.Parse(o, System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty(10).First(), options.Contains("--broker-down"));
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (BenchmarkException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
