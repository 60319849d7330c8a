using System.Collections.Concurrent;

using Julie.Contracts;
using Julie.Index.Syncs;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>
/// Serves refs, some at a time: pushes and backfills have slots of their own (law 8). A ref is served until nothing waits for it; whoever finds it
/// locked leaves, because the holder looks once more after it has let go.
/// </summary>
internal sealed class SyncWorker(
    SyncRunStore runs, RefSyncer syncer, Overtaking overtaking, SyncBell bell, IHostApplicationLifetime lifetime, IOptions<IngestOptions> options, ILogger<SyncWorker> logger)
    : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.ConcurrentSyncs);
    private readonly SemaphoreSlim _urgentSlots = new(options.Value.ConcurrentPushes);
    private readonly ConcurrentDictionary<(long RefId, bool Urgent), Lazy<Task>> _served = new();

    /// <summary>Serves the ref. The work does not end with the caller: only with this process.</summary>
    /// <param name="refId">Key of the ref.</param>
    /// <param name="urgent">In a slot of pushes, which does no backfill: what is one is rung for again.</param>
    public async Task ServeAsync(long refId, bool urgent)
    {
        if (urgent)
        {
            overtaking.Look(refId);
        }

        while (true)
        {
            var mine = new Lazy<Task>(() => Task.Run(() => ServeOneAsync(refId, urgent)));
            var served = _served.GetOrAdd((refId, urgent), mine);
            await served.Value;
            if (served == mine)
            {
                return;
            }

            // Who served it may have looked for the last time just before this request was stored.
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        _urgentSlots.Dispose();
    }

    private async Task ServeOneAsync(long refId, bool urgent)
    {
        var stopping = lifetime.ApplicationStopping;
        var slots = urgent ? _urgentSlots : _slots;
        try
        {
            await slots.WaitAsync(stopping);
            try
            {
                await DrainAllAsync(refId, urgent, stopping);
            }
            finally
            {
                slots.Release();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The run stays as it is and is taken again.
        }
        catch (Exception exception)
        {
            Log.RefFailed(logger, refId, exception);
        }
        finally
        {
            _served.TryRemove((refId, urgent), out _);
        }
    }

    private async Task DrainAllAsync(long refId, bool urgent, CancellationToken stopping)
    {
        while (await runs.FindWaitingAsync(refId, stopping) is { } waiting)
        {
            if (urgent && !waiting.IsUrgent)
            {
                await bell.RingAsync(refId, urgent: false, stopping);
                return;
            }

            if (!await DrainAsync(refId, urgent, stopping))
            {
                return;
            }
        }
    }

    /// <summary>False when someone else holds the ref.</summary>
    private async Task<bool> DrainAsync(long refId, bool urgent, CancellationToken stopping)
    {
        await using var held = await runs.TryLockRefAsync(refId, stopping);
        if (held is null)
        {
            return false;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, held.Lost);
        while (await runs.FindWaitingAsync(refId, stop.Token) is { } waiting && (waiting.IsUrgent || !urgent))
        {
            if (await runs.TakeAsync(refId, stop.Token) is { } run)
            {
                await syncer.RunAsync(run, stop.Token);
            }
        }

        return true;
    }
}
