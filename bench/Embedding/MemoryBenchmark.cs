using System.Diagnostics;

using Npgsql;

namespace Julie.Bench.Embedding;

/// <summary>Resident memory of the worker while very many passages wait: passages of the index, told apart by a last line.</summary>
internal static class MemoryBenchmark
{
    private const string Worker = "Julie.EmbedWorker";

    public static async Task<int> RunAsync(long passages)
    {
        await using var system = await RunningSystem.ConnectAsync();
        RunningSystem.Signal("STOP", Worker);
        try
        {
            await system.EnqueueVariationsAsync(passages);
            Console.Error.WriteLine("    enqueued; waiting until every job is published");
            while (await system.UnpublishedAsync() > 0)
            {
                await Task.Delay(500);
            }
        }
        finally
        {
            RunningSystem.Signal("CONT", Worker);
        }

        var start = Stopwatch.GetTimestamp();
        var all = await system.WaitingAsync();
        Console.WriteLine("| waiting passages | seconds | resident MB of the worker |");
        Console.WriteLine("|---|---|---|");
        for (var (waiting, next) = (all, all); waiting > 0; waiting = await system.WaitingAsync())
        {
            if (waiting <= next)
            {
                Console.WriteLine($"| {waiting:N0} | {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} | {Resident():N0} |");
                next = waiting - (all / 10);
            }

            await Task.Delay(1000);
        }

        Console.WriteLine($"| 0 | {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} | {Resident():N0} |");
        return 0;
    }

    private static long Resident() => Process.GetProcesses()
        .Where(process => File.Exists($"/proc/{process.Id}/cmdline") && File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(Worker, StringComparison.Ordinal))
        .Max(process => process.WorkingSet64) / (1 << 20);
}
