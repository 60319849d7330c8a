using System.Globalization;

using Julie.Contracts.Api;

namespace Julie.Bench.Freshness;

/// <summary>What a change costs, in blobs read and passages embedded.</summary>
internal sealed class CostBenchmark(RunningSystem system)
{
    private const string File = "src/inventory.py";

    public async Task RunAsync()
    {
        using var origin = await Origin.EmptyAsync();
        var word = "stock" + string.Concat(Guid.NewGuid().ToString("N").Where(char.IsAsciiLetter));
        var text = Source(word, "units");
        var first = await origin.StartAsync([(File, text), .. Enumerable.Range(0, 200).Select(i => ($"src/part{i}.py", Source($"{word}Part{i}", "parts")))]);
        var name = $"cost-{word}"[..14];
        await system.IndexAsync(origin.Folder, name, refs: ["*"]);

        Console.WriteLine("| change | blobs read | passages embedded | goal |\n|---|---|---|---|");
        await ReportAsync("one line in one function's body", "<= 2", origin, await origin.PushAsync(File, text.Replace("units = 7", "units = 70", StringComparison.Ordinal)));
        await ReportAsync("rename", "0", origin, await origin.RenameAsync(File, "src/moved/stock.py"));
        await ReportAsync("rename back and revert the edit", "0", origin, await RevertAsync(origin, text));
        var head = await origin.PushAsync("src/part9.py", Source($"{word}Part9", "crates"));
        await ReportAsync("(another edit, to come back from)", "", origin, head);
        await origin.ResetAsync(origin.Branch, first);
        await ReportAsync("force-push back to the first head", "0", origin, first);
        using (var fork = await Origin.CopyAsync(origin.Folder))
        {
            Print("fork", "0", (await system.IndexAsync(fork.Folder, name + "-fork"))!);
        }

        var branch = await origin.PushAsync("src/part3.py", Source($"{word}Part3", "boxes"), "refs/heads/feature");
        await system.SendAsync(origin, branch, "refs/heads/feature");
        var accepted = await system.IndexAsync(origin.Folder, name, refs: ["*"]);
        var run = await system.CountAsync(
            "select max(s.id) from sync_run s join ref r on r.id = s.ref_id where r.repository_id = $1 and r.name = 'refs/heads/feature' and s.state <> 'superseded'", accepted!.RepositoryId);
        Print("new branch with one changed file", "only it", await system.SyncedAsync(run));
    }

    private static async Task<string> RevertAsync(Origin origin, string text)
    {
        await origin.RenameAsync("src/moved/stock.py", File);
        return await origin.PushAsync(File, text);
    }

    private async Task ReportAsync(string change, string goal, Origin origin, string commit)
    {
        var delivery = (await system.SendAsync(origin, commit)).Id;
        while (true)
        {
            var status = await system.Api.GetFromJsonAsyncOf<DeliveryStatus>($"/api/deliveries/{delivery}");
            if (status.Syncs is [.., var sync])
            {
                Print(change, goal, await system.SyncedAsync(sync));
                return;
            }

            await Task.Delay(20);
        }
    }

    private static void Print(string change, string goal, SyncStatus sync) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {change} | {sync.BlobsRead} | {sync.PassagesNew} | {goal} |"));

    /// <summary>A class of a few methods of several lines each, so that an edit leaves most of its chunks alone.</summary>
    private static string Source(string word, string unit) => string.Concat(Enumerable.Range(0, 12).Select(i =>
        $"""
        def {word}_{i}(shelf, demand):
            \"\"\"Move {unit} between shelf {i} and the counter until demand {i} is met.\"\"\"
            {unit} = {(i == 5 ? 7 : i + 100)}
            while demand.open({i}) and shelf.count() > {unit}:
                shelf.take({unit}, place='{word} row {i}')
                demand.serve({unit}, clerk='clerk {i} of {word}')
            return shelf.report('{word} {i}')


        """)).Replace("\\\"", "\"", StringComparison.Ordinal);
}
