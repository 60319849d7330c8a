using System.Diagnostics;
using System.Globalization;
using System.Net;
using Julie.Bench.Support;

namespace Julie.Bench.Freshness;

/// <summary>Deliveries as fast as they are taken, over 8 connections, and afterwards whether each accepted one led to a sync that ended.</summary>
internal sealed class WebhookBenchmark(RunningSystem system)
{
    private const int Connections = 8;
    private const int Repositories = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task RunAsync(int seconds, bool brokerDown)
    {
        var origins = new List<(Origin Origin, string Head)>();
        try
        {
            for (var i = 0; i < Repositories; i++)
            {
                var origin = await Origin.EmptyAsync();
                origins.Add((origin, await origin.StartAsync([("hook.py", $"def hook_{i}():\n    return {i}\n")])));
                await system.IndexAsync(origin.Folder, $"hook-{Guid.NewGuid():N}"[..14]);
            }

            var broker = new Broker(system.Home);
            if (brokerDown)
            {
                await broker.StopAsync();
            }

            var first = await system.CountAsync("select coalesce(max(id), 0) from delivery");
            await SendAsync(origins, TimeSpan.FromSeconds(1)); // warm
            var start = Stopwatch.GetTimestamp();
            var (times, others) = await SendAsync(origins, TimeSpan.FromSeconds(seconds));
            var took = Stopwatch.GetElapsedTime(start);
            if (brokerDown)
            {
                await broker.StartAsync();
            }

            double[] sorted = [.. times.Order()];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"broker {(brokerDown ? "down" : "up")}, {Connections} connections: {times.Count} accepted in {took.TotalSeconds:0.0} s, {times.Count / took.TotalSeconds:0}/s; answer p50 {Percentiles.At(sorted, 0.5):0.0} ms, p99 {Percentiles.At(sorted, 0.99):0.0} ms, worst {sorted[^1]:0.0} ms; other answers {others}"));
            await SettledAsync(first);
        }
        finally
        {
            origins.ForEach(o => o.Origin.Dispose());
        }
    }

    private async Task<(List<double> Times, int Others)> SendAsync(List<(Origin Origin, string Head)> origins, TimeSpan length)
    {
        var start = Stopwatch.GetTimestamp();
        var sent = await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
        {
            var (times, others) = (new List<double>(), 0);
            for (var i = connection; Stopwatch.GetElapsedTime(start) < length; i++)
            {
                var (origin, head) = origins[i % origins.Count];
                using var request = system.Push(origin, head);
                var began = Stopwatch.GetTimestamp();
                using var response = await system.Hooks.SendAsync(request);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                others += response.StatusCode == HttpStatusCode.Accepted ? 0 : 1;
            }

            return (times, others);
        })));
        return ([.. sent.SelectMany(s => s.times)], sent.Sum(s => s.others));
    }

    private async Task SettledAsync(long first)
    {
        const string Unsettled =
            """
            select count(*) from delivery d
            where d.id > $1 and d.verified and (d.outcome = 'waiting' or exists (
              select from delivery_run l join sync_run s on s.id = l.sync_run_id where l.delivery_id = d.id and s.finished_at is null))
            """;
        var start = Stopwatch.GetTimestamp();
        while (await system.CountAsync(Unsettled, first) is var left and > 0)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new BenchmarkException($"{left} deliveries wait after {Patience}");
            }

            await Task.Delay(200);
        }

        var all = await system.CountAsync("select count(*) from delivery where id > $1 and verified", first);
        var lost = await system.CountAsync(
            "select count(*) from delivery d where d.id > $1 and d.verified and not exists (select from delivery_run l where l.delivery_id = d.id)", first);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"all of {all} deliveries (the second of warming up included) led to a sync that ended, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s after the last; lost: {lost}"));
    }
}
