using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

using Julie.Bench.Support;
using Julie.Contracts.Api;

namespace Julie.Bench.Indexing;

/// <summary>Registers a repository, waits until it is complete, then syncs the same head again.</summary>
internal sealed class IndexingBenchmark(HttpClient api, PassageLengths lengths, ProcessMemory memory)
{
    private readonly List<Row> rows = [];

    public async Task RunAsync(string repository, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var first = await SyncAsync(repository, cancellationToken);
        var seconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var again = await SyncAsync(repository, cancellationToken);
        var status = await api.GetFromJsonAsync<RepositoryStatus>($"/api/repositories/{first.RepositoryId}", cancellationToken);
        rows.Add(new Row(status!, first, seconds, again, clock.Elapsed.TotalSeconds, await lengths.OfAsync(first.RepositoryId, cancellationToken)));
    }

    public void Print(TextWriter to)
    {
        to.WriteLine("| repository | commit | files = indexed + skipped + failed | chunks | passages new | seconds | chunks/s | same head again: s, blobs read, passages |");
        to.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            var files = row.Status.Files;
            var skipped = string.Join(", ", files.Skipped.OrderByDescending(one => one.Value).Select(one => $"{one.Key} {one.Value}"));
            var sum = files.Indexed + files.Skipped.Values.Sum() + files.Failed;
            to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {row.Status.Name} | {row.Status.Commit![..10]} | {files.Total} {(sum == files.Total ? "=" : "!=")} {files.Indexed} + {files.Skipped.Values.Sum()} ({skipped}) + {files.Failed} | {row.First.Chunks} | {row.First.PassagesNew} | {row.Seconds:F1} | {row.First.Chunks / row.Seconds:F0} | {row.AgainSeconds:F2}, {row.Again.BlobsRead}, {row.Again.PassagesNew} |"));
        }

        to.WriteLine();
        to.WriteLine("| repository | passage length in tokens: min | p10 | p50 | p90 | p99 | longest | limit |");
        to.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (row, length) in rows.Select(row => (row, row.Lengths)))
        {
            to.WriteLine($"| {row.Status.Name} | {length.Least} | {length.P10} | {length.P50} | {length.P90} | {length.P99} | {length.Longest} | {length.Limit} |");
        }

        to.WriteLine();
        to.WriteLine("| process | peak resident MB |");
        to.WriteLine("|---|---|");
        foreach (var (name, megabytes) in memory.Peaks())
        {
            to.WriteLine($"| {name} | {megabytes} |");
        }
    }

    private async Task<SyncStatus> SyncAsync(string repository, CancellationToken cancellationToken)
    {
        using var response = await api.PostAsJsonAsync("/api/repositories", new RegisterRepository(repository), cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{repository}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }

        var accepted = await response.Content.ReadFromJsonAsync<RepositoryAccepted>(cancellationToken);
        while (true)
        {
            var sync = await api.GetFromJsonAsync<SyncStatus>($"/api/syncs/{accepted!.SyncId}", cancellationToken);
            if (sync is { Complete: true } or { State: "failed" })
            {
                return sync.State == "failed" ? throw new InvalidOperationException($"{repository}: {sync.Error}") : sync;
            }

            await Task.Delay(200, cancellationToken);
        }
    }

    private sealed record Row(RepositoryStatus Status, SyncStatus First, double Seconds, SyncStatus Again, double AgainSeconds, Lengths Lengths);
}
