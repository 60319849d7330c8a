namespace Julie.Contracts.Messages;

/// <summary>
/// Doorbell for Ingest: the ref has at least one pending sync run. What to do is read from Postgres and the remote, so
/// this message may be lost, repeated or reordered (law 2).
/// </summary>
/// <param name="RefId">Key of the ref in the index.</param>
public sealed record SyncRepository(long RefId);
