using Julie.Bench.Support;
using Npgsql;

namespace Julie.Bench.Freshness;

/// <summary>Where the time of pushes went, by the rows that they left.</summary>
internal static class Stages
{
    public static async Task PrintAsync(RunningSystem system, IReadOnlyList<PushTimes> pushes)
    {
        Console.WriteLine("| stage, ms | p50 | p95 | p99 | worst |\n|---|---|---|---|---|");
        Console.WriteLine(Percentiles.Row("webhook answered", pushes.Select(p => p.Accepted)));
        await using var command = system.Index.CreateCommand(
            """
            select extract(epoch from d.dispatched_at - d.received_at) * 1000, extract(epoch from s.started_at - d.dispatched_at) * 1000,
              extract(epoch from s.finished_at - s.started_at) * 1000
            from delivery d join delivery_run l on l.delivery_id = d.id join sync_run s on s.id = l.sync_run_id
            where d.id = any(@ids) and s.state = 'applied'
            """);
        command.Parameters.AddWithValue("ids", pushes.Select(p => p.Delivery).ToArray());
        var rows = new List<(double Dispatch, double Start, double Sync)>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                rows.Add((reader.GetDouble(0), reader.GetDouble(1), reader.GetDouble(2)));
            }
        }

        Console.WriteLine(Percentiles.Row("stored -> dispatched", rows.Select(r => r.Dispatch)));
        Console.WriteLine(Percentiles.Row("dispatched -> sync begins", rows.Select(r => r.Start)));
        Console.WriteLine(Percentiles.Row("sync: remote's head, tree, cut, write, apply", rows.Select(r => r.Sync)));
        Console.WriteLine(Percentiles.Row("search alone", pushes.Select(p => p.Search)));
        Console.WriteLine(Percentiles.Row("**webhook -> result with the new text**", pushes.Select(p => p.Words)));
        Console.WriteLine(Percentiles.Row("**webhook -> result by its vector**", pushes.Select(p => p.Vector)));
        Console.WriteLine($"\n{pushes.Count} pushes, {pushes.Sum(p => p.Misses)} answers that lacked what they promised");
    }
}
