using System.Globalization;

namespace Julie.Bench.Freshness;

/// <summary>One-file pushes to one repository, one after another.</summary>
internal sealed class PushBenchmark(RunningSystem system)
{
    private const int WarmUp = 3;

    public async Task RunAsync(string repository, int count)
    {
        using var origin = await Origin.CopyAsync(repository);
        var name = $"bench-{Guid.NewGuid():N}"[..14];
        var sync = (await system.IndexAsync(origin.Folder, name))!;
        var files = await origin.FilesAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{repository}: {files.Count} files, {sync.Passages.Total} passages\n"));
        var pusher = new Pusher(system, origin, name, new Random(1));
        for (var i = 0; i < WarmUp; i++)
        {
            await pusher.PushAsync();
        }

        var times = new List<PushTimes>(count);
        for (var i = 0; i < count; i++)
        {
            times.Add(await pusher.PushAsync());
        }

        await Stages.PrintAsync(system, times);
    }
}
