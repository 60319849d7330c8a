using System.Diagnostics;

using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Index.Snapshots;
using Julie.Index.Syncs;
using Julie.Ingest.Git;
using Julie.ServiceDefaults.Spaces;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>Brings one ref to the head that its remote has now (law 6). Called with the ref's lock held.</summary>
internal sealed class RefSyncer(
    RepositoryCatalog catalog, RemoteCheckStore checks, SyncRunStore runs, SnapshotStore snapshots, ConfiguredSpace spaces, RemoteHeads heads, RepositoryCache cache, TreePlanner planner,
    ContentIndexer indexer, ChunkingCheck chunkings, Overtaking overtaking, IOptions<IngestOptions> options, TimeProvider time, ILogger<RefSyncer> logger)
{
    private const int Attempts = 3;
    private const int ManyFiles = 1000;

    /// <summary>
    /// Runs to the end: applied, or failed with an error that a person can act on (law 5). Only a stop leaves it to be taken again. False where the
    /// remote had nothing new.
    /// </summary>
    public async Task<bool> RunAsync(SyncRun run, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var activity = Begin(run);
        var outcome = SyncState.Applied;
        try
        {
            return await SyncOrAgainAsync(run, activity, start, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            outcome = "interrupted";
            Log.SyncInterrupted(logger, run.Id, run.RefId);
            throw;
        }
        catch (Exception exception)
        {
            outcome = SyncState.Failed;
            var error = exception is GitException ? exception.Message
                : $"{exception.Message} Remedy: see the ingest service's log of sync {run.Id}; register the repository again once it is mended.";
            activity?.SetStatus(ActivityStatusCode.Error, error);
            Log.SyncFailed(logger, run.Id, run.RefId, error, exception is GitException ? null : exception);
            await runs.FailAsync(run.Id, error, cancellationToken);
            return true;
        }
        finally
        {
            var tag = new KeyValuePair<string, object?>("outcome", outcome);
            IngestTelemetry.Syncs.Add(1, tag);
            IngestTelemetry.SyncDuration.Record(time.GetElapsedTime(start).TotalSeconds, tag);
        }
    }

    /// <summary>Content that was found may be collected before the snapshot holds it: then it is read again.</summary>
    private async Task<bool> SyncOrAgainAsync(SyncRun run, Activity? activity, long start, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SyncAsync(run, activity, start, cancellationToken);
            }
            catch (MissingContentException exception) when (attempt < Attempts)
            {
                Log.ContentWasCollected(logger, run.Id, run.RefId, exception.Message);
            }
        }
    }

    private async Task<bool> SyncAsync(SyncRun run, Activity? activity, long start, CancellationToken cancellationToken)
    {
        var progress = new SyncProgress(runs, run.Id, time);
        var target = await catalog.FindRefAsync(run.RefId, cancellationToken) ?? throw new InvalidOperationException($"Ref {run.RefId} is gone.");
        activity?.SetTag("julie.repository", target.RepositoryName);

        // Checked again: what is allowed may have changed since the registration.
        var remote = GitUrl.Parse(target.Url, options.Value.AllowLocalPaths);
        var head = await ReadHeadAsync(remote, target, cancellationToken);
        var space = await spaces.EnsureAsync(cancellationToken);
        if (head.Commit == target.AppliedCommit && !run.Thorough && planner.IsCurrent(target.Rules) && chunkings.IsComplete(target.RefId, space.Space.ChunkingId)
            && await snapshots.CountFilesAsync(target.RefId, cancellationToken) is var (files, pending, failed)
            && (pending == 0 || run.Lane < Lane.Backfill) && (failed == 0 || run.Lane < Lane.OnDemand))
        {
            // A push that is told twice, or with many others: nothing is read.
            return await runs.EndUnchangedAsync(run.Id, head.Commit, files, cancellationToken)
                ? false : throw new SnapshotConflictException($"Ref {target.RefId} moved while its lock was held.");
        }

        var stored = await snapshots.ReadAsync(target.RefId, cancellationToken);
        if (run.Thorough)
        {
            chunkings.Forget(target.RefId);
        }

        var held = await chunkings.HeldAsync(target.RefId, space.Space.ChunkingId, target.ObjectFormat, stored, cancellationToken);
        // Without a snapshot there is nothing that a push could differ from: all of it is a backfill, whoever asked.
        var lane = target.AppliedCommit is null && run.Lane < Lane.Backfill ? Lane.Backfill : run.Lane;
        if (lane >= Lane.OnDemand && held.Values.Any(IsDueAgain))
        {
            held = held.Where(e => !IsDueAgain(e.Value)).ToDictionary(StringComparer.Ordinal);
        }

        // A push leaves what is pending to the backfill; what failed is tried again for whoever asks.
        bool IsDueAgain(StoredEntry entry) => (entry.Pending && lane >= Lane.Backfill) || entry.Error is not null;

        if (head.Commit == target.AppliedCommit && held.Count == stored.Count && planner.IsCurrent(target.Rules) && !run.Thorough)
        {
            progress.Files = stored.Count;
            await ApplyAsync(run, target, head.Commit, [], [], target.Rules, progress, activity, start, cancellationToken);
            chunkings.Complete(target.RefId, space.Space.ChunkingId);
            return false;
        }

        using var cached = cache.Use(target.RepositoryId);
        BareRepository repository;
        using (IngestTelemetry.Source.StartActivity("git fetch"))
        {
            repository = await cache.FetchAsync(target.RepositoryId, target.RefId, remote, head, cancellationToken);
        }

        TreeDelta delta;
        using (IngestTelemetry.Source.StartActivity("compare tree"))
        {
            delta = await planner.CompareAsync(repository, stored, held, run.Thorough ? null : target.Rules, cancellationToken);
        }

        progress.Files = delta.Files;
        IReadOnlyList<ContentResult> results;
        using (IngestTelemetry.Source.StartActivity("read and cut"))
        {
            results = await IndexAsync(run.RefId, repository, target.ObjectFormat, delta.ToIndex, space, lane, progress, cancellationToken);
        }

        var upserts = new List<SnapshotEntry>(delta.Skipped);
        upserts.AddRange(delta.ToIndex.Zip(results, (file, result) => file.Entry(result.Language, result.Skip, result.Error, result.Pending)));
        await ApplyAsync(run, target, repository.Commit, upserts, delta.Removed, delta.Rules, progress, activity, start, cancellationToken);
        chunkings.Complete(target.RefId, space.Space.ChunkingId);
        if (upserts.Count >= ManyFiles)
        {
            // Searches and pushes come now, autovacuum in a minute or more: until then their plans would be those of the tables before.
            await snapshots.AnalyzeAsync(cancellationToken);
        }

        return true;
    }

    /// <summary>A backfill stops for a push of its own ref (law 8): what it did is applied, the rest is pending and gets a run of its own after the push.</summary>
    private async Task<IReadOnlyList<ContentResult>> IndexAsync(
        long refId, BareRepository repository, string objectFormat, IReadOnlyList<PlannedFile> files, SpaceInUse space, Lane lane, SyncProgress progress,
        CancellationToken cancellationToken)
    {
        if (lane < Lane.Backfill)
        {
            return await indexer.IndexAsync(repository, objectFormat, files, space, lane, progress, CancellationToken.None, cancellationToken);
        }

        using var overtaken = new CancellationTokenSource();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = overtaking.WatchAsync(refId, lane, overtaken, over.Token);
        try
        {
            var results = await indexer.IndexAsync(repository, objectFormat, files, space, lane, progress, overtaken.Token, cancellationToken);
            if (results.Any(r => r.Pending))
            {
                Log.SyncOvertaken(logger, refId, results.Count(r => r.Pending));
            }

            return results;
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }

    private async Task<RemoteHead> ReadHeadAsync(GitRemote remote, RefTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await heads.ReadAsync(remote, target.RefName, cancellationToken);
        }
        catch (GitException exception) when (exception.Failure == GitFailure.Gone)
        {
            // Deleted, or the default branch has another name now: the comparison with the remote finds out which.
            await checks.ExpediteAsync(target.RepositoryId, cancellationToken);
            throw;
        }
    }

    private async Task ApplyAsync(
        SyncRun run, RefTarget target, string commit, List<SnapshotEntry> upserts, IReadOnlyList<string> removed, string? rules, SyncProgress progress,
        Activity? activity, long start, CancellationToken cancellationToken)
    {
        await progress.StageAsync("applying", cancellationToken);
        var counts = progress.Counts;
        await snapshots.ApplyAsync(new SnapshotChange(target.RefId, run.Id, target.AppliedCommit, commit, upserts, removed) { Rules = rules }, counts, cancellationToken);
        foreach (var group in upserts.GroupBy(e => e.Pending ? "pending" : e.Error is not null ? "failed" : e.SkipReason ?? "indexed"))
        {
            IngestTelemetry.Files.Add(group.Count(), new KeyValuePair<string, object?>("state", group.Key));
        }

        activity?.SetTag("julie.commit", commit).SetTag("julie.files", counts.Files).SetTag("julie.blobs.read", counts.BlobsRead)
            .SetTag("julie.chunks", counts.Chunks).SetTag("julie.passages.new", counts.PassagesNew).SetTag("julie.entries.changed", upserts.Count + removed.Count);
        Log.SyncApplied(logger, run.Id, target.RepositoryName, commit, counts.Files, counts.BlobsRead, counts.BlobsTotal, counts.Chunks, counts.PassagesNew, time.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>One trace from the request to the last passage: where the message carried none (reconciler, restart), the stored one goes on.</summary>
    private static Activity? Begin(SyncRun run)
    {
        _ = ActivityContext.TryParse(run.TraceParent, null, isRemote: true, out var stored);
        var links = run.Links.Select(l => ActivityContext.TryParse(l, null, isRemote: true, out var link) ? new ActivityLink(link) : default).Where(l => l.Context != default).ToList();
        var current = Activity.Current;
        if (stored != default && current is not null && current.TraceId != stored.TraceId)
        {
            links.Add(new ActivityLink(current.Context));
        }

        var parent = current is not null && (stored == default || current.TraceId == stored.TraceId) ? current.Context : stored;
        var activity = IngestTelemetry.Source.StartActivity("sync", ActivityKind.Internal, parent, links: links);
        return activity?.SetTag("julie.sync", run.Id).SetTag("julie.ref", run.RefId).SetTag("julie.lane", run.Lane.ToString());
    }
}
