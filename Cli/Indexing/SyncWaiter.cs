using Julie.Cli.Connecting;
using Julie.Client;

namespace Julie.Cli.Indexing;

/// <summary>Asks for the syncs until each has ended; a service that restarts meanwhile is waited for.</summary>
internal sealed class SyncWaiter(JulieClient client, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(60);

    public async Task WaitAsync(IReadOnlyList<SyncWatch> syncs, Action changed, CancellationToken ct)
    {
        long answered = time.GetTimestamp();
        while (true)
        {
            try
            {
                foreach (SyncWatch sync in syncs.Where(sync => !sync.Ended))
                {
                    await UpdateAsync(sync, ct);
                }

                answered = time.GetTimestamp();
            }
            catch (JulieClientException e) when (Failures.Of(e) is { ExitCode: ExitCodes.Unreachable } && time.GetElapsedTime(answered) < Outage)
            {
                // Nothing is lost: the sync goes on from Postgres (law 2), so does the wait.
            }

            changed();
            if (syncs.All(sync => sync.Ended))
            {
                return;
            }

            await Task.Delay(Pause, time, ct);
        }
    }

    private async Task UpdateAsync(SyncWatch sync, CancellationToken ct)
    {
        sync.Update(await client.GetSyncAsync(sync.SyncId, ct));
        if (sync.Ended && !sync.Failed)
        {
            sync.Files = (await client.GetRepositoryAsync(sync.RepositoryId, ct)).Value.Files;
        }
    }
}
