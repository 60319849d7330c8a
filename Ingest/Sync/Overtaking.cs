using System.Collections.Concurrent;

using Julie.Contracts;
using Julie.Index.Syncs;

using Npgsql;

namespace Julie.Ingest.Sync;

/// <summary>
/// Tells a backfill that a push of its ref waits (law 8). Whoever rings in this process is heard at once; what another replica was rung for is
/// found by asking now and then.
/// </summary>
internal sealed class Overtaking(SyncRunStore runs, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<long, SemaphoreSlim> _watched = new();

    /// <summary>Somebody rang for the ref.</summary>
    public void Look(long refId)
    {
        if (_watched.TryGetValue(refId, out var bell) && bell.CurrentCount == 0)
        {
            bell.Release();
        }
    }

    /// <summary>Cancels <paramref name="overtaken"/> once a more urgent run waits. Ends with <paramref name="stop"/>.</summary>
    public async Task WatchAsync(long refId, Lane lane, CancellationTokenSource overtaken, CancellationToken stop)
    {
        // Left to the garbage collector: a late ring may still hold it, and without a wait handle there is nothing to dispose.
        var bell = new SemaphoreSlim(0);
        _watched[refId] = bell;
        try
        {
            while (!await IsOvertakenAsync(refId, lane, stop))
            {
                using var pause = new CancellationTokenSource(Pause, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, pause.Token);
                await bell.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stop.ThrowIfCancellationRequested();
            }

            await overtaken.CancelAsync();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            _watched.TryRemove(new KeyValuePair<long, SemaphoreSlim>(refId, bell));
        }
    }

    private async Task<bool> IsOvertakenAsync(long refId, Lane lane, CancellationToken stop)
    {
        try
        {
            return await runs.IsOvertakenAsync(refId, lane, stop);
        }
        catch (NpgsqlException) when (!stop.IsCancellationRequested)
        {
            // The work itself meets the same trouble; should it get through, so does the next look.
            return false;
        }
    }
}
