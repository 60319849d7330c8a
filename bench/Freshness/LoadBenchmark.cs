using System.Diagnostics;
using System.Globalization;

namespace Julie.Bench.Freshness;

/// <summary>Pushes at an even pace over many repositories while another repository is indexed for the first time.</summary>
internal sealed class LoadBenchmark(RunningSystem system)
{
    private const int Repositories = 20;
    private const int MostPushes = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(600);

    public async Task RunAsync(string backfill, IReadOnlyList<string> repositories)
    {
        var origins = new List<Origin>();
        try
        {
            var pushers = new List<Pusher>();
            for (var i = 0; i < Repositories; i++)
            {
                // Of one source several forks: indexed quickly, and pushed to apart.
                origins.Add(await Origin.CopyAsync(repositories[i % repositories.Count]));
                var name = $"load-{Guid.NewGuid():N}"[..14];
                await system.IndexAsync(origins[^1].Folder, name);
                pushers.Add(new Pusher(system, origins[^1], name, new Random(i)));
            }

            await Task.WhenAll(pushers.Take(4).Select(p => p.PushAsync()));
            origins.Add(await Origin.CopyAsync(backfill));
            var indexed = system.IndexAsync(origins[^1].Folder, $"backfill-{Guid.NewGuid():N}"[..18]);
            var (pushes, late) = await PushWhileAsync(pushers, indexed);
            var times = await Task.WhenAll(pushes);
            var passages = (await indexed)!.Passages.Total;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{times.Length} pushes, one each {Pace.TotalMilliseconds} ms ({late} began late), over {Repositories} repositories, during the backfill of {backfill}: {passages} passages\n"));
            await Stages.PrintAsync(system, times);
        }
        finally
        {
            origins.ForEach(o => o.Dispose());
        }
    }

    /// <summary>A push begins when it is due, whether the ones before are found or not.</summary>
    private static async Task<(List<Task<PushTimes>> Pushes, int Late)> PushWhileAsync(List<Pusher> pushers, Task indexed)
    {
        var pushes = new List<Task<PushTimes>>();
        var late = 0;
        var start = Stopwatch.GetTimestamp();
        while (!indexed.IsCompleted && pushes.Count < MostPushes)
        {
            var wait = (Pace * pushes.Count) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }
            else if (wait < -Pace)
            {
                late++;
            }

            var pusher = pushers[pushes.Count % pushers.Count];
            var before = pushes.Count >= pushers.Count ? pushes[^pushers.Count] : Task.CompletedTask;
            pushes.Add(Task.Run(async () =>
            {
                // The same repository's files are edited one after another.
                await before;
                return await pusher.PushAsync();
            }));
        }

        return (pushes, late);
    }
}
