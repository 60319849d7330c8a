using Julie.Contracts;

namespace Julie.Index.Syncs;

/// <summary>A sync run that was taken.</summary>
/// <param name="Id">Key of the run.</param>
/// <param name="RefId">Key of the ref.</param>
/// <param name="RepositoryId">Key of its repository.</param>
/// <param name="Lane">Most urgent lane of this run and of those that it superseded.</param>
/// <param name="State">One of <see cref="SyncState"/>.</param>
/// <param name="TraceParent">W3C trace parent of the request, to carry on its trace.</param>
/// <param name="Links">Trace parents of the runs that it superseded.</param>
public sealed record SyncRun(
    long Id, long RefId, long RepositoryId, Lane Lane, string State, string? TraceParent, IReadOnlyList<string> Links)
{
    /// <summary>Whether every entry is to be compared, even where the head is the one that is applied.</summary>
    public bool Thorough { get; init; }
}
