namespace Julie.Ingest;

/// <summary>Every log message of this room.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "The bare repository {Directory} is made anew after: {Error}")]
    public static partial void CacheRemade(ILogger logger, string directory, string error);

    [LoggerMessage(1002, LogLevel.Warning, "The bare repository {Directory} could not be compacted: {Error}")]
    public static partial void CompactFailed(ILogger logger, string directory, string error);

    [LoggerMessage(1010, LogLevel.Warning, "ctags failed on a {Language} file ({Reason}): it is cut by structure")]
    public static partial void CtagsFailed(ILogger logger, string language, string reason);

    [LoggerMessage(1011, LogLevel.Warning, "{Path} could not be cut")]
    public static partial void FileFailed(ILogger logger, string path, Exception exception);

    [LoggerMessage(1020, LogLevel.Information, "Sync {RunId} of {Repository} at {Commit}: {Files} files, {Read} of {Total} new blobs read, {Chunks} chunks, {Passages} new passages in {Seconds:F1} s")]
    public static partial void SyncApplied(ILogger logger, long runId, string repository, string commit, long files, long read, long total, long chunks, long passages, double seconds);

    [LoggerMessage(1021, LogLevel.Warning, "Sync {RunId} of ref {RefId} failed: {Error}")]
    public static partial void SyncFailed(ILogger logger, long runId, long refId, string error, Exception? exception);

    [LoggerMessage(1022, LogLevel.Information, "Sync {RunId} of ref {RefId} was interrupted; it will be taken again")]
    public static partial void SyncInterrupted(ILogger logger, long runId, long refId);

    [LoggerMessage(1023, LogLevel.Warning, "Work on ref {RefId} failed; the reconciler rings again")]
    public static partial void RefFailed(ILogger logger, long refId, Exception exception);

    [LoggerMessage(1024, LogLevel.Information, "Sync {RunId} of ref {RefId} reads content again that was collected meanwhile: {Reason}")]
    public static partial void ContentWasCollected(ILogger logger, long runId, long refId, string reason);

    [LoggerMessage(1025, LogLevel.Information, "The backfill of ref {RefId} makes room for a push; {Files} of its files are still to be read")]
    public static partial void SyncOvertaken(ILogger logger, long refId, int files);

    [LoggerMessage(1027, LogLevel.Information, "{Path}: {Count} secrets masked that look like {Kind}, the first in line {Line}")]
    public static partial void SecretsMasked(ILogger logger, string path, string kind, int count, int line);

    [LoggerMessage(1028, LogLevel.Warning, "The rules of {Path} are not applied: {Reason}")]
    public static partial void RulesIgnored(ILogger logger, string path, string reason);

    [LoggerMessage(1045, LogLevel.Warning, "Who may read {Repository} at its host is not known anew: {Reason}")]
    public static partial void HostCheckFailed(ILogger logger, string repository, string reason);

    [LoggerMessage(1046, LogLevel.Warning, "Asking hosts who may read repositories failed; the next round goes on")]
    public static partial void HostRoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(1050, LogLevel.Information, "Collected what no snapshot holds: {Blobs} blobs, {ChunkedBlobs} of them cut, {Passages} passages; and {Spaces} retired vector spaces")]
    public static partial void Collected(ILogger logger, long blobs, long chunkedBlobs, long passages, int spaces);

    [LoggerMessage(1051, LogLevel.Warning, "The collection of content failed; the next round goes on")]
    public static partial void CollectionFailed(ILogger logger, Exception exception);

    [LoggerMessage(1052, LogLevel.Warning, "Packing trigrams or terms failed; the next round goes on")]
    public static partial void PackingFailed(ILogger logger, Exception exception);

    [LoggerMessage(1030, LogLevel.Warning, "An embed job of {Count} passages could not be published; the reconciler does it later")]
    public static partial void PublishFailed(ILogger logger, int count, Exception exception);

    [LoggerMessage(1031, LogLevel.Warning, "The sync of ref {RefId} could not be rung; the reconciler does it later")]
    public static partial void RingFailed(ILogger logger, long refId, Exception exception);

    [LoggerMessage(1032, LogLevel.Information, "Reconciler: {Syncs} waiting syncs rung, {Jobs} embed jobs published")]
    public static partial void Reconciled(ILogger logger, int syncs, int jobs);

    [LoggerMessage(1033, LogLevel.Warning, "Reconciler: this round failed")]
    public static partial void ReconcileFailed(ILogger logger, Exception exception);

    [LoggerMessage(1034, LogLevel.Information, "{Repository} moved on its remote: {Syncs} syncs asked for")]
    public static partial void RemoteMoved(ILogger logger, string repository, int syncs);

    [LoggerMessage(1035, LogLevel.Warning, "The remote of {Repository} could not be compared ({Failures} times now), next in {Next}: {Error}")]
    public static partial void RemoteCheckFailed(ILogger logger, string repository, int failures, TimeSpan next, string error);

    [LoggerMessage(1036, LogLevel.Warning, "Comparison with remotes: this round failed")]
    public static partial void RemoteRoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(1037, LogLevel.Information, "{Repository}: {Added} refs are tracked from now on, {Removed} not any more")]
    public static partial void RefsTracked(ILogger logger, string repository, int added, int removed);

    [LoggerMessage(1040, LogLevel.Information, "Repository {Repository} ({RepositoryId}) registered; sync {RunId} asked for")]
    public static partial void Registered(ILogger logger, string repository, long repositoryId, long runId);

    [LoggerMessage(1041, LogLevel.Information, "Registration of {Url} refused: {Reason}")]
    public static partial void Refused(ILogger logger, string url, string reason);

    [LoggerMessage(1042, LogLevel.Information, "Repository {RepositoryId} removed")]
    public static partial void Removed(ILogger logger, long repositoryId);
}
