using System.Globalization;
using Julie.Bench.Search;
using Julie.Bench.Search.Load;
using Julie.Bench.Search.Weights;

return args switch
{
    ["grow", var passages] => await GrowBenchmark.RunAsync(long.Parse(passages, CultureInfo.InvariantCulture)),
    ["latency", var queries, .. var filter] => await LatencyBenchmark.RunAsync(queries, filter is [var one] ? one : ""),
    ["load", var queries, .. var minutes] => await LoadBenchmark.RunAsync(queries, minutes is [var some] ? double.Parse(some, CultureInfo.InvariantCulture) : 5),
    ["recall", var queries] => await RecallBenchmark.RunAsync(queries),
    ["size"] => await SizeReport.RunAsync(),
    ["weights", "fit" or "try" or "report", _, ..] => await WeightsBenchmark.RunAsync(args[1], args[2..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: dotnet run -c Release --project bench/Search -- COMMAND      (on a running system: ./julie up --detach)

          grow N
              makes the index N passages large: copies of the files that it holds, their identifiers renamed (seeded), in repositories of
              many sizes. Drops the HNSW index, embeds, builds the index again, and prints the times
          latency QUERIES.json [repo:NAME|lang:NAME|path:PATH]
              hybrid search over HTTP with 1 and 8 clients, the same through the index alone and what of it each statement takes, and the bare vector scan.
              QUERIES.json: an array of objects with "query"; as many names of symbols from the index are asked too
          load QUERIES.json [MINUTES]
              eight clients with keys of their own ask searches of every kind, symbols, files and similar places without a pause for five minutes: requests a
              second, times, errors, memory; then one key floods the service while another asks at an even pace
          recall QUERIES.json
              what the graph alone finds, by breadth; recall@10 of vector search against exact search: unfiltered, and in repositories that hold about 0.1, 1 and 10 % of the index
          size
              bytes a passage on disk, by table and index
          weights fit|try|report SET.json... [--test SET.json...]
              the ranking's weights on questions that `julie eval own REPO --save SET.json` and its like kept. fit: one weight after another is moved as long
              as the mean over repositories of NDCG@10 rises; every other repository is held out and only reported, as is what comes after --test.
              try: with every weight left out, halved and doubled, one at a time. report: as they are
        """);
    return 2;
}
