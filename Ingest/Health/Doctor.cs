using System.Collections.Concurrent;
using System.Diagnostics;

using Julie.Contracts;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Health;
using Julie.Index.Syncs;
using Julie.Ingest.Sync;
using Julie.ServiceDefaults.Spaces;

using Microsoft.Extensions.Options;

namespace Julie.Ingest.Health;

/// <summary>The reconcilers on demand, and the index against itself: finds what differs, mends what can be mended, says what cannot.</summary>
internal sealed class Doctor(
    RepositoryCatalog catalog, RemoteCheckStore checks, RemoteChecker checker, Reconciler reconciler, IndexDoctor index, SegmentDoctor segments, SyncRunStore runs, SyncBell bell,
    ConfiguredSpace spaces, IOptions<IngestOptions> options)
{
    private const int MostDetails = 20;

    public async Task<DoctorReport> RunAsync(bool mend, CancellationToken cancellationToken)
    {
        var space = await spaces.EnsureAsync(cancellationToken);
        var files = await index.FilesAsync(mend ? refId => ResyncAsync(refId, thorough: true, cancellationToken) : null, cancellationToken);
        List<DoctorCheck> all =
        [
            await RemotesAsync(mend, cancellationToken),
            await index.SyncsAsync(cancellationToken),
            files,
            // After the files: a sync that looks at everything tries them again by itself.
            await index.FailuresAsync(mend ? refId => ResyncAsync(refId, thorough: false, cancellationToken) : null, cancellationToken),
            await index.VisibilityAsync(mend, cancellationToken),
            await index.VectorsAsync(space.Space, mend, cancellationToken),
            await index.StatisticsAsync(mend, cancellationToken),
            await segments.TextsAsync(mend, cancellationToken),
            await segments.TermsAsync(mend, cancellationToken),
        ];
        if (mend)
        {
            // What waits too long, and what was just queued.
            await reconciler.RoundAsync(cancellationToken);
        }

        return new DoctorReport(all.TrueForAll(c => c.Wrong <= c.Mended), all);
    }

    /// <summary>Every remote, due or not. One that cannot be compared is wrong; a head that moved gets its sync.</summary>
    private async Task<DoctorCheck> RemotesAsync(bool mend, CancellationToken cancellationToken)
    {
        var repositories = await catalog.ListAsync(ReadableRepositories.Everything, cancellationToken);
        if (!mend)
        {
            var known = repositories.Where(r => r.Remote?.Error is not null).Select(r => $"{r.Name}: {r.Remote!.Error}").ToList();
            return new DoctorCheck("remotes", repositories.Count, known.Count, 0, [.. known.Take(MostDetails)]);
        }

        var (wrong, mended) = (0L, 0L);
        var details = new ConcurrentQueue<string>();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = options.Value.CheckConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(repositories, limits, async (repository, token) =>
        {
            if (await checks.FindAsync(repository.Id, token) is not { } check)
            {
                return;
            }

            var outcome = await checker.CheckAsync(check, Lane.OnDemand, token);
            if (outcome.Error is { } error)
            {
                Interlocked.Increment(ref wrong);
                details.Enqueue($"{repository.Name}: {error}");
            }
            else if (outcome.Syncs > 0)
            {
                Interlocked.Increment(ref wrong);
                Interlocked.Increment(ref mended);
                details.Enqueue($"{repository.Name}: behind its remote, {outcome.Syncs} syncs asked for");
            }
        });
        return new DoctorCheck("remotes", repositories.Count, wrong, mended, [.. details.Take(MostDetails)]);
    }

    private async Task ResyncAsync(long refId, bool thorough, CancellationToken cancellationToken)
    {
        await runs.RequestAsync(refId, Lane.OnDemand, Activity.Current?.Id, cancellationToken, thorough);
        await bell.RingAsync(refId, urgent: true, cancellationToken);
    }
}
