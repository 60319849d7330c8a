using Julie.Index.Catalog;
using Julie.Index.Search;

namespace Julie.Index.Freshness;

/// <summary>Read your writes (law 6): waits until a commit, or one that replaced it, is what a search sees.</summary>
public sealed class CommitWaiter(CommitReader commits, IndexEvents events, TimeProvider time)
{
    /// <summary>For an event that got lost with its session.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>During a backfill something happens all the time.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Ends when nothing is left to wait for: applied or replaced (and embedded, where <paramref name="vectors"/> are wanted), gone, failed, or ambiguous;
    /// else at the deadline, with what is known then. A commit that nobody told of is waited for too: its push may be on its way. It and one of an
    /// unreadable repository take the same time.
    /// </summary>
    public async Task<CommitStatus> WaitAsync(
        string commit, bool vectors, ReadableRepositories readable, SearchFilters filters, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var next = events.Next;
            var looked = time.GetTimestamp();
            var status = await commits.FindAsync(commit, readable, filters, cancellationToken);
            var left = deadline - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || IsOver(status, vectors))
            {
                return status;
            }

            // However much a look costs, a waiter looks for a quarter of its time at most.
            var pause = time.GetElapsedTime(looked) * 3;
            pause = pause < ShortestPause ? ShortestPause : pause < LongestPause ? pause : LongestPause;
            await Task.Delay(left < pause ? left : pause, time, cancellationToken);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(left < LongestPause ? left : LongestPause, time, over.Token));
            await over.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static bool IsOver(CommitStatus status, bool vectors) => status.Matches > 1 || status.State switch
    {
        CommitState.Unknown or CommitState.Pending => false,
        CommitState.Applied or CommitState.Replaced => !vectors || status.Embedded,
        _ => true,
    };
}
