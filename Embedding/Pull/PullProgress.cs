namespace Julie.Embedding.Pull;

/// <summary>How far a pull is; reported for each block that is written.</summary>
/// <param name="File">The file at hand.</param>
/// <param name="FileDone">Its bytes on disk.</param>
/// <param name="FileBytes">Its size; null where the hub does not say.</param>
/// <param name="Done">Bytes of all files that had to be fetched, on disk so far.</param>
/// <param name="Total">Their size; null where the hub does not say for one of them.</param>
/// <param name="Note">What happened, where something did: waiting, trying again.</param>
public sealed record PullProgress(string File, long FileDone, long? FileBytes, long Done, long? Total, string? Note = null);
