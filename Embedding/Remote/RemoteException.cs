namespace Julie.Embedding.Remote;

/// <summary>One request failed. The message holds no secret: what the service said is quoted without the key.</summary>
internal sealed class RemoteException(RemoteFault fault, string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    public RemoteFault Fault { get; } = fault;

    /// <summary>How long the service asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the request held one text only.</summary>
    public bool Alone { get; set; }

    /// <summary>Set once the service answered another text while it kept breaking over these.</summary>
    public bool OthersPass { get; set; }
}
