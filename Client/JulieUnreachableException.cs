namespace Julie.Client;

/// <summary>Nothing answers at that address, or not in time.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="address">The service that was asked.</param>
/// <param name="inner">What it came from.</param>
public sealed class JulieUnreachableException(string message, Uri address, Exception? inner = null) : JulieClientException(message, address, inner)
{
    /// <summary>Whether it was there and took too long.</summary>
    public bool TimedOut { get; init; }
}
