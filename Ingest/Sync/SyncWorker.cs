using System.Collections.Concurrent;

using Julie.Index.Syncs;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>
/// Serves refs, some at a time. A ref is served until nothing waits for it; whoever finds it locked leaves, because the holder looks once more
/// after it has let go.
/// </summary>
internal sealed class SyncWorker(SyncRunStore runs, RefSyncer syncer, IHostApplicationLifetime lifetime, IOptions<IngestOptions> options, ILogger<SyncWorker> logger)
    : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.ConcurrentSyncs);
    private readonly ConcurrentDictionary<long, Lazy<Task>> _served = new();

    /// <summary>Serves the ref. The work does not end with the caller: only with this process.</summary>
    public async Task ServeAsync(long refId)
    {
        while (true)
        {
            var mine = new Lazy<Task>(() => Task.Run(() => ServeOneAsync(refId)));
            var served = _served.GetOrAdd(refId, mine);
            await served.Value;
            if (served == mine)
            {
                return;
            }

            // Who served it may have looked for the last time just before this request was stored.
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task ServeOneAsync(long refId)
    {
        var stopping = lifetime.ApplicationStopping;
        try
        {
            await _slots.WaitAsync(stopping);
            try
            {
                do
                {
                    if (!await DrainAsync(refId, stopping))
                    {
                        return;
                    }
                }
                while ((await runs.RefsWithWaitingRunsAsync(TimeSpan.Zero, stopping)).Contains(refId));
            }
            finally
            {
                _slots.Release();
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
            _served.TryRemove(refId, out _);
        }
    }

    /// <summary>False when someone else holds the ref.</summary>
    private async Task<bool> DrainAsync(long refId, CancellationToken stopping)
    {
        await using var held = await runs.TryLockRefAsync(refId, stopping);
        if (held is null)
        {
            return false;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, held.Lost);
        while (await runs.TakeAsync(refId, stop.Token) is { } run)
        {
            await syncer.RunAsync(run, stop.Token);
        }

        return true;
    }
}
