using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Julie.Bench.Support;
using Julie.Client;
using Julie.Contracts.Api;

namespace Julie.Bench.Search.Load;

/// <summary>Eight clients, each with a key of its own, who ask without a pause; then one that asks more than its limit beside one that doesn't.</summary>
internal sealed class LoadBenchmark : IDisposable
{
    private const int Clients = 8;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Politely = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Installation _installation;
    private readonly JulieClient _admin;
    private readonly IReadOnlyList<string> _queries;
    private readonly string _name = $"load-{Guid.NewGuid():N}"[..13];
    private readonly List<long> _keys = [];

    private LoadBenchmark(Installation installation, IReadOnlyList<string> queries) =>
        (_installation, _admin, _queries) = (installation, new(installation.QueryApi, installation.AdminKey), queries);

    public static async Task<int> RunAsync(string file, double minutes)
    {
        await using var system = await RunningSystem.ConnectAsync();
        var queries = await Queries.ReadAsync(file, system.Index);
        using var benchmark = new LoadBenchmark(await Installation.ReadAsync(), queries);
        var passages = await system.ScalarAsync<long>("select count(*) from passage");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Clients} clients, {minutes} minutes, {queries.Count} queries and names, {passages:N0} passages\n"));
        try
        {
            await benchmark.LoadAsync(TimeSpan.FromMinutes(minutes));
            await benchmark.FloodAsync();
        }
        finally
        {
            await benchmark.RevokeAsync();
        }

        return 0;
    }

    public void Dispose() => _admin.Dispose();

    private async Task LoadAsync(TimeSpan time)
    {
        var asked = new ConcurrentBag<(string Kind, double Milliseconds)>();
        var errors = new ConcurrentBag<string>();
        var memory = new ProcessMemory(_installation.AppHostId);
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => ClientAsync(TimeSpan.FromSeconds(30))));
        using var end = new CancellationTokenSource();
        var asking = clients.Select((client, i) => AskAsync(new(client, _queries, i), asked, errors, end.Token)).ToArray();
        await Task.Delay(WarmUp);
        asked.Clear();
        var start = Stopwatch.GetTimestamp();
        var samples = new List<(TimeSpan At, IReadOnlyList<(string Name, long Megabytes)> Memory)>();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            samples.Add((Stopwatch.GetElapsedTime(start), memory.Now()));
            await Task.Delay(Sampling);
        }

        var (all, seconds) = (asked.ToArray(), Stopwatch.GetElapsedTime(start).TotalSeconds);
        samples.Add((Stopwatch.GetElapsedTime(start), memory.Now()));
        await end.CancelAsync();
        await Task.WhenAll(asking);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all.Length} requests in {seconds:0} s, {all.Length / seconds:0.0} a second; {errors.Count} errors\n"));
        foreach (var error in errors.GroupBy(e => e).OrderByDescending(e => e.Count()).Take(5))
        {
            Console.WriteLine($"{error.Count()} times: {error.Key}");
        }

        Console.WriteLine("| asked | p50, ms | p95, ms | p99, ms | worst, ms |\n|---|---|---|---|---|");
        Console.WriteLine(Percentiles.Row("all", all.Select(a => a.Milliseconds)));
        foreach (var kind in all.GroupBy(a => a.Kind).OrderByDescending(kind => kind.Count()))
        {
            Console.WriteLine(Percentiles.Row(string.Create(CultureInfo.InvariantCulture, $"{kind.Key}, {kind.Count()}"), kind.Select(a => a.Milliseconds)));
        }

        Console.WriteLine("\nMB of memory, what processes share counted once:");
        foreach (var (at, processes) in samples.Where((_, i) => i % Math.Max(1, samples.Count / 6) == 0 || i == samples.Count - 1))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {at.TotalSeconds,4:0} s: {string.Join(", ", processes.Where(p => p.Megabytes > 20).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name} {p.Megabytes}"))}"));
        }

        Array.ForEach(clients, client => client.Dispose());
    }

    private static async Task AskAsync(RequestMix mix, ConcurrentBag<(string, double)> asked, ConcurrentBag<string> errors, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                asked.Add((await mix.AskAsync(CancellationToken.None), Stopwatch.GetElapsedTime(start).TotalMilliseconds));
            }
            catch (JulieClientException e)
            {
                errors.Add(e.Message);
            }
        }
    }

    private async Task FloodAsync()
    {
        using var polite = await ClientAsync(TimeSpan.Zero);
        using var greedy = await ClientAsync(TimeSpan.Zero);
        var alone = await PoliteAsync(polite);
        var (served, refused, told) = (0, 0, 0);
        using var end = new CancellationTokenSource();
        var start = Stopwatch.GetTimestamp();
        var flood = Enumerable.Range(0, Clients).Select(i => FloodOneAsync(i)).ToArray();
        var beside = await PoliteAsync(polite);
        await end.CancelAsync();
        await Task.WhenAll(flood);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nOver the limit, {Clients} connections of one key for {seconds:0} s: {served} served ({served / seconds:0.0} a second), {refused} answered 429, of which {told} with Retry-After. Another key, five requests a second:\n"));
        Console.WriteLine("| | p50, ms | p95, ms | p99, ms | worst, ms |\n|---|---|---|---|---|");
        Console.WriteLine(Percentiles.Row("before", alone));
        Console.WriteLine(Percentiles.Row("beside it", beside));

        async Task FloodOneAsync(int seed)
        {
            for (var i = seed; !end.IsCancellationRequested; i++)
            {
                try
                {
                    await greedy.SearchAsync(_queries[i % _queries.Count]);
                    Interlocked.Increment(ref served);
                }
                catch (JulieProblemException e) when (e.Status == 429)
                {
                    Interlocked.Increment(ref refused);
                    _ = e.RetryAfter is null ? told : Interlocked.Increment(ref told);
                }
            }
        }
    }

    /// <summary>Each begins when it is due, whether the one before is answered or not.</summary>
    private async Task<double[]> PoliteAsync(JulieClient client)
    {
        var asked = new List<Task<double>>();
        using var timer = new PeriodicTimer(Pace);
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Politely && await timer.WaitForNextTickAsync();)
        {
            asked.Add(OneAsync(_queries[asked.Count % _queries.Count]));
        }

        return await Task.WhenAll(asked);

        async Task<double> OneAsync(string query)
        {
            var start = Stopwatch.GetTimestamp();
            await client.SearchAsync(query);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    private async Task<JulieClient> ClientAsync(TimeSpan longestPause)
    {
        var issued = (await _admin.CreateKeyAsync(new($"{_name}-{Guid.NewGuid():N}", ["search"], ["*"]))).Value;
        lock (_keys)
        {
            _keys.Add(issued.Key.Id);
        }

        return new(_installation.QueryApi, issued.Secret, new() { LongestPause = longestPause });
    }

    private async Task RevokeAsync()
    {
        foreach (var key in _keys)
        {
            await _admin.RevokeKeyAsync(key.ToString(CultureInfo.InvariantCulture));
        }
    }
}
