namespace Julie.Index.Syncs;

/// <summary>The lock of one ref (law 6), held by a session of its own until disposed.</summary>
public sealed class RefLock : IAsyncDisposable
{
    /// <summary>Cancelled when the session broke: someone else may hold the lock from then on, so stop working.</summary>
    public CancellationToken Lost { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
