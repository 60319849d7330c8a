using System.Diagnostics;

using Julie.Contracts;
using Julie.Index.Catalog;
using Julie.Ingest.Git;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Sync;

/// <summary>Compares the index with one remote, by one look at its refs, and asks for the syncs that are missing. New refs appear, deleted ones go.</summary>
internal sealed class RemoteChecker(
    RemoteCheckStore checks, RefTracker tracker, RemoteHeads heads, SyncBell bell, IOptions<IngestOptions> options, Random random, ILogger<RemoteChecker> logger)
{
    /// <summary>Never throws for what is wrong with the remote: that is stored, shown, and tried again later (law 10).</summary>
    public async Task<CheckOutcome> CheckAsync(DueCheck check, Lane firstLane, CancellationToken cancellationToken)
    {
        SeenHeads seen;
        try
        {
            var remote = GitUrl.Parse(check.Url, options.Value.AllowLocalPaths);
            var refs = await heads.ListAsync(remote, RefPatterns.Parse(check.RefPatterns), cancellationToken);
            if (refs.Refs.Count > options.Value.MaxRefs)
            {
                throw new GitException(GitFailure.Limit, $"{remote.Url} has {refs.Refs.Count} refs that the patterns of {check.Name} match, over the limit of {options.Value.MaxRefs} (Julie:Ingest:MaxRefs). Remedy: narrow the patterns, or raise the limit.");
            }

            var tracked = await tracker.TrackAsync(check.RepositoryId, refs.Default.RefName, [.. refs.Refs.Keys], cancellationToken);
            if (tracked.Added.Count + tracked.Removed.Count > 0)
            {
                Log.RefsTracked(logger, check.Name, tracked.Added.Count, tracked.Removed.Count);
            }

            var standing = new Dictionary<string, string>(refs.Refs, StringComparer.Ordinal) { [refs.Default.RefName] = refs.Default.Commit };
            seen = await checks.SeeAsync(check.RepositoryId, standing, firstLane, Activity.Current?.Id, cancellationToken);
        }
        catch (GitException exception)
        {
            var next = CheckInterval.AfterFailure(check.Failures, options.Value, random);
            Log.RemoteCheckFailed(logger, check.Name, check.Failures + 1, next, exception.Message);
            Count("failed");
            await checks.FailAsync(check.RepositoryId, exception.Message, next, cancellationToken);
            return new CheckOutcome(0, exception.Message);
        }

        foreach (var refId in seen.Refs)
        {
            await bell.RingAsync(refId, urgent: true, cancellationToken);
        }

        if (seen.Refs.Count > 0)
        {
            Log.RemoteMoved(logger, check.Name, seen.Refs.Count);
        }

        Count(seen.Moved ? "moved" : "same");
        var sinceChange = seen.Moved ? TimeSpan.Zero : check.SinceChange;
        await checks.SucceedAsync(check.RepositoryId, seen.Moved, CheckInterval.AfterAnswer(sinceChange, options.Value, random), cancellationToken);
        return new CheckOutcome(seen.Refs.Count, null);
    }

    private static void Count(string outcome) => IngestTelemetry.RemoteChecks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
