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
    SyncRunStore runs, RefSyncer syncer, Overtaking overtaking, SyncBell bell, IHostApplicationLifetime lifetime, IOptions<IngestOptions> options, TimeProvider time,
    ILogger<SyncWorker> logger) : IDisposable
{
    /// <summary>
    /// A remote that was asked twice in a row for nothing is not asked again for this long: hosts repeat deliveries, and tell of one push in many. What
    /// comes meanwhile waits together.
    /// </summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _slots = new(options.Value.ConcurrentSyncs);
    private readonly SemaphoreSlim _urgentSlots = new(options.Value.ConcurrentPushes);
    private readonly ConcurrentDictionary<(long RefId, bool Urgent), Lazy<Task>> _served = new();
    private readonly ConcurrentDictionary<long, (int Times, long At)> _unchanged = new();

    /// <summary>Serves the ref. The work does not end with the caller: only with this process.</summary>
    /// <param name="refId">Key of the ref.</param>
    /// <param name="urgent">In a slot of pushes, which does no backfill: what is one is rung for again.</param>
    public async Task ServeAsync(long refId, bool urgent)
    {
        if (urgent)
        {
            overtaking.Look(refId);
            if (RestOf(refId) > TimeSpan.Zero)
            {
                // Not by the message, which would keep others from being heard.
                _ = ServeOrJoinAsync(refId, urgent);
                return;
            }
        }

        await ServeOrJoinAsync(refId, urgent);
    }

    public void Dispose()
    {
        _slots.Dispose();
        _urgentSlots.Dispose();
    }

    private async Task ServeOrJoinAsync(long refId, bool urgent)
    {
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

    private TimeSpan RestOf(long refId) =>
        _unchanged.TryGetValue(refId, out var last) && last.Times > 1 ? Rest - time.GetElapsedTime(last.At) : TimeSpan.Zero;

    private async Task ServeOneAsync(long refId, bool urgent)
    {
        var stopping = lifetime.ApplicationStopping;
        var slots = urgent ? _urgentSlots : _slots;
        try
        {
            bool rests;
            do
            {
                // Without a slot: a ref that rests holds up no other.
                if (urgent && RestOf(refId) is var rest && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, time, stopping);
                }

                await slots.WaitAsync(stopping);
                try
                {
                    rests = await DrainAllAsync(refId, urgent, stopping);
                }
                finally
                {
                    slots.Release();
                }
            }
            while (rests);
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

    /// <summary>True when it left because the ref rests.</summary>
    private async Task<bool> DrainAllAsync(long refId, bool urgent, CancellationToken stopping)
    {
        while (await runs.FindWaitingAsync(refId, stopping) is { } waiting)
        {
            if (urgent && !waiting.IsUrgent)
            {
                await bell.RingAsync(refId, urgent: false, stopping);
                return false;
            }

            if (urgent && RestOf(refId) > TimeSpan.Zero)
            {
                return true;
            }

            if (!await DrainAsync(refId, urgent, stopping))
            {
                return false;
            }
        }

        return false;
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
        while (await runs.FindWaitingAsync(refId, stop.Token) is { } waiting && (urgent ? waiting.IsUrgent && RestOf(refId) <= TimeSpan.Zero : true))
        {
            if (await runs.TakeAsync(refId, stop.Token) is not { } run)
            {
                continue;
            }

            if (await syncer.RunAsync(run, stop.Token))
            {
                _unchanged.TryRemove(refId, out _);
            }
            else
            {
                _unchanged[refId] = (_unchanged.GetValueOrDefault(refId).Times + 1, time.GetTimestamp());
            }
        }

        return true;
    }
}
