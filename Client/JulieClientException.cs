namespace Julie.Client;

/// <summary>A call that had no answer to give. Which of the three it is says what can be done about it.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="address">The service that was asked.</param>
/// <param name="inner">What it came from.</param>
public abstract class JulieClientException(string message, Uri address, Exception? inner) : Exception(message, inner)
{
    /// <summary>The service that was asked.</summary>
    public Uri Address { get; } = address;
}
