using Julie.Contracts;

namespace Julie.Index.Syncs;

/// <summary>A ref that has an unfinished run.</summary>
/// <param name="RefId">Key of the ref.</param>
/// <param name="Lane">Most urgent lane of its unfinished runs.</param>
/// <param name="HasSnapshot">Whether the index holds a commit of it: without one there is nothing that a push could be compared with, and all of it is a backfill.</param>
public readonly record struct WaitingRef(long RefId, Lane Lane, bool HasSnapshot)
{
    /// <summary>Whether it may not wait behind backfills (law 8).</summary>
    public bool IsUrgent => HasSnapshot && Lane < Lane.Backfill;
}
