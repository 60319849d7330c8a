using System.Collections.Concurrent;

using Julie.Chaos.Tests.Plan;
using Julie.Chaos.Tests.Running;
using Julie.Index.Content;

namespace Julie.Chaos.Tests.Faults;

/// <summary>Does what <see cref="FaultKind"/> says. Faults of one kind of target come one after another, those of different ones beside each other.</summary>
internal sealed class FaultInjector(Servers servers, Fleet fleet)
{
    private const int CollectAtOnce = 20;
    private static readonly TimeSpan StoppedFor = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, Task> _lanes = [];

    public ConcurrentDictionary<FaultKind, int> Injected { get; } = new();

    /// <summary>Begins the fault as soon as the one before of its kind of target is over.</summary>
    public async Task BeginAsync(FaultKind kind, Random random, CancellationToken cancellationToken)
    {
        var lane = LaneOf(kind);
        if (_lanes.TryGetValue(lane, out var before))
        {
            await before;
        }

        _lanes[lane] = InjectAsync(kind, random, cancellationToken);
    }

    public Task FinishAsync() => Task.WhenAll(_lanes.Values);

    private static string LaneOf(FaultKind kind) => kind switch
    {
        FaultKind.RestartBroker or FaultKind.KillBroker => "broker",
        FaultKind.RestartPostgres or FaultKind.KillPostgres or FaultKind.TerminateSessions or FaultKind.Collect => "postgres",
        _ => "services",
    };

    private async Task InjectAsync(FaultKind kind, Random random, CancellationToken cancellationToken)
    {
        Injected.AddOrUpdate(kind, 1, (_, times) => times + 1);
        var worker = fleet.Workers[random.Next(fleet.Workers.Count)].Process;
        var ingest = fleet.Ingests[random.Next(fleet.Ingests.Count)].Process;
        switch (kind)
        {
            case FaultKind.KillWorker:
                await KillAsync(worker, cancellationToken);
                break;
            case FaultKind.KillIngest:
                await KillAsync(ingest, cancellationToken);
                break;
            case FaultKind.KillQueryApi:
                await KillAsync(fleet.QueryApi!.Value.Process, cancellationToken);
                break;
            case FaultKind.StopWorker:
                await StopAsync(worker, cancellationToken);
                break;
            case FaultKind.StopIngest:
                await StopAsync(ingest, cancellationToken);
                break;
            case FaultKind.RestartBroker or FaultKind.KillBroker:
                await servers.RestartBrokerAsync(kind == FaultKind.KillBroker, cancellationToken);
                break;
            case FaultKind.RestartPostgres or FaultKind.KillPostgres:
                await servers.RestartPostgresAsync(kind == FaultKind.KillPostgres, cancellationToken);
                break;
            case FaultKind.TerminateSessions:
                await servers.TerminateSessionsAsync(fleet.Database, cancellationToken);
                break;
            default:
                await new ContentCollector(fleet.Index).CollectAsync(TimeSpan.Zero, CollectAtOnce, cancellationToken);
                break;
        }
    }

    /// <summary>Over when its successor runs.</summary>
    private static async Task KillAsync(ServiceProcess process, CancellationToken cancellationToken)
    {
        var starts = process.Starts;
        process.Kill();
        await Eventually.TrueAsync($"{process.Name} was started again", TimeSpan.FromMinutes(1), () => Task.FromResult(process.Starts > starts ? null : "not yet"), cancellationToken);
    }

    private static async Task StopAsync(ServiceProcess process, CancellationToken cancellationToken)
    {
        process.Stop();
        try
        {
            await Task.Delay(StoppedFor, cancellationToken);
        }
        finally
        {
            process.Continue();
        }
    }
}
